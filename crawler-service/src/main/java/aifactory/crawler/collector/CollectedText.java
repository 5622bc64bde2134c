package aifactory.crawler.collector;

import aifactory.crawler.source.Source;
import aifactory.event.DocumentFetched;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// A document that a collector read itself, with what its origin says of it.
///
/// @param url canonical URL, or any stable URI
/// @param licence as the origin states it; empty = the source's
/// @param language as the origin states it
record CollectedText(
    String url,
    byte[] body,
    String contentType,
    Optional<String> title,
    Optional<String> language,
    Optional<String> licence) {
  private static final String UNKNOWN = "unknown";

  static CollectedText plain(String url, String text, Optional<String> title) {
    return new CollectedText(
        url,
        text.getBytes(StandardCharsets.UTF_8),
        "text/plain; charset=utf-8",
        title,
        Optional.empty(),
        Optional.empty());
  }

  CollectedText withLicence(String tag) {
    return new CollectedText(url, body, contentType, title, language, Optional.of(tag));
  }

  /// The event; a licence that an operator set for the source outranks the origin's.
  DocumentFetched from(Source source, Instant now) {
    boolean said = !source.licence().equals(UNKNOWN);
    return DocumentFetched.newBuilder()
        .setUrl(url)
        .setBody(ByteBuffer.wrap(body))
        .setContentType(contentType)
        .setSourceId(source.id())
        .setSourceType(CollectorCatalogue.sourceType(source.kind()))
        .setTitle(title.orElse(null))
        .setLanguage(language.orElse(null))
        .setLicence(said ? source.licence() : licence.orElse(source.licence()))
        .setFetchedAt(now)
        .build();
  }
}
