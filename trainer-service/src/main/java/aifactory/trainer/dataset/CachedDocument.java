package aifactory.trainer.dataset;

import aifactory.event.DocumentAccepted;
import aifactory.event.Split;

/// What the trainer must know of a document to draw from it or to leave it alone.
///
/// @param tokenStart place of its first token in the partition's segment
/// @param tokenCount its tokens, without any special token
/// @param cut names the paragraphs that were left out before it was encoded; empty = none
public record CachedDocument(
    int partition,
    long offset,
    Origin origin,
    Split split,
    Worth worth,
    long tokenStart,
    int tokenCount,
    String cut) {
  static final String WHOLE = "";

  /// What policies, takedowns and retractions name.
  public record Origin(
      String documentId,
      String version,
      String url,
      String domain,
      String sourceType,
      String language) {}

  /// @param quality 0..1
  /// @param weight as it was accepted with
  public record Worth(double quality, double weight) {}

  static CachedDocument of(CorpusLog.Entry entry, String cut, long tokenStart, int tokenCount) {
    DocumentAccepted document = entry.document();
    return new CachedDocument(
        entry.partition(),
        entry.offset(),
        originOf(document),
        document.getSplit(),
        new Worth(document.getQuality(), document.getWeight()),
        tokenStart,
        tokenCount,
        cut);
  }

  /// This document with the tokens of what is left of its text.
  CachedDocument less(CachedDocument cutOut) {
    return new CachedDocument(
        partition,
        offset,
        origin,
        split,
        worth,
        cutOut.tokenStart(),
        cutOut.tokenCount(),
        cutOut.cut());
  }

  /// The origin of an accepted document. Domain, source type and language repeat: they are shared.
  public static Origin originOf(DocumentAccepted document) {
    return new Origin(
        document.getDocumentId(),
        document.getVersion(),
        document.getUrl(),
        document.getDomain().intern(),
        document.getSourceType().intern(),
        document.getLanguage().intern());
  }
}
