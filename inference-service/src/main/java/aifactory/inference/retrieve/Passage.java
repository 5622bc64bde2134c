package aifactory.inference.retrieve;

import java.time.Instant;

/// A piece of a document that was found.
///
/// @param score BM25; comparable within one search only
public record Passage(
    String documentId,
    String version,
    String url,
    String domain,
    String sourceType,
    String title,
    String text,
    String language,
    Instant fetchedAt,
    double score) {
  /// The same with another score.
  Passage scored(double other) {
    return new Passage(
        documentId, version, url, domain, sourceType, title, text, language, fetchedAt, other);
  }
}
