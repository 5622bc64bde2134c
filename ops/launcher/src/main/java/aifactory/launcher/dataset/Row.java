package aifactory.launcher.dataset;

import aifactory.event.DocumentAccepted;

/// A document of an export, as every format writes it.
///
/// @param id its version
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

  static Row of(DocumentAccepted document, String licence) {
    return new Row(
        document.getVersion(),
        document.getDocumentId(),
        document.getUrl(),
        document.getTitle(),
        document.getText(),
        document.getLanguage(),
        document.getQuality(),
        document.getWeight(),
        licence,
        document.getSourceId(),
        document.getSourceType(),
        document.getDomain(),
        document.getSplit().name(),
        document.getCharacters(),
        document.getUtf8Bytes(),
        document.getFetchedAt().toString());
  }
}
