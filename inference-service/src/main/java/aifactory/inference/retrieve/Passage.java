package aifactory.inference.retrieve;

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
    double score) {}
