package aifactory.launcher.dataset;

import aifactory.contract.content.MaskedText;
import aifactory.event.DocumentAccepted;
import aifactory.event.MaskedParagraph;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A document of an export, as every format writes it.
///
/// @param id its version
/// @param text without the paragraphs that another document of the dataset version holds
/// @param licence of its pages; where they named none, that of the policy in force
/// @param fetchedAt ISO 8601
public record Row(
    String id,
    String documentId,
    String url,
    String title,
    String text,
    String language,
    double quality,
    double weight,
    String licence,
    String sourceId,
    String sourceType,
    String domain,
    String split,
    long characters,
    long utf8Bytes,
    String fetchedAt) {

  static Row of(DocumentAccepted document, String licence, List<MaskedParagraph> masked) {
    String text = MaskedText.of(document.getText(), masked);
    return new Row(
        document.getVersion(),
        document.getDocumentId(),
        document.getUrl(),
        document.getTitle(),
        text,
        document.getLanguage(),
        document.getQuality(),
        document.getWeight(),
        licence,
        document.getSourceId(),
        document.getSourceType(),
        document.getDomain(),
        document.getSplit().name(),
        text.codePointCount(0, text.length()),
        text.getBytes(StandardCharsets.UTF_8).length,
        document.getFetchedAt().toString());
  }
}
