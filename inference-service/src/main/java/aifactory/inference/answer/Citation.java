package aifactory.inference.answer;

import aifactory.inference.retrieve.Passage;

/// Where an answer comes from.
///
/// @param score BM25 of the passage; comparable within one answer only
public record Citation(String url, String title, String passage, String version, double score) {
  static Citation of(Passage passage) {
    return new Citation(
        passage.url(), passage.title(), passage.text(), passage.version(), passage.score());
  }
}
