package aifactory.inference.retrieve;

/// Where a version of a document lies in `corpus.accepted`, and what rulings ask about it. Kept for
/// withdrawn versions too: allowing one again publishes no text, so it is read from there.
public record Origin(
    String documentId,
    String version,
    String url,
    String domain,
    String sourceType,
    int partition,
    long offset) {}
