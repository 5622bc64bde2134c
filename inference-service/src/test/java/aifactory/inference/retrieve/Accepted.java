package aifactory.inference.retrieve;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.DocumentId;
import aifactory.event.DocumentAccepted;
import aifactory.event.Split;
import java.time.Instant;

/// Accepted documents for tests.
public final class Accepted {
  private Accepted() {}

  public static DocumentAccepted document(String url, String language, String title, String text) {
    String id = DocumentId.of(url);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return DocumentAccepted.newBuilder()
        .setDocumentId(id)
        .setVersion(DocumentId.version(id, text))
        .setUrl(url)
        .setTitle(title)
        .setText(text)
        .setLanguage(language)
        .setLanguageConfidence(1)
        .setQuality(1)
        .setWeight(1)
        .setSourceId("test")
        .setSourceType("web")
        .setDomain(CanonicalUrl.parse(url).orElseThrow().host())
        .setLicence("unknown")
        .setSplit(Split.TRAIN)
        .setCharacters(text.length())
        .setUtf8Bytes(text.length())
        .setFetchedAt(now)
        .setAcceptedAt(now)
        .build();
  }
}
