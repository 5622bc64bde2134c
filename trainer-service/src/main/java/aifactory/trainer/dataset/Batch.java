package aifactory.trainer.dataset;

import java.util.List;

/// Rows for one step and the documents they were cut from.
///
/// @param rows `[B][T + 1]` token ids
/// @param documents every document that is in it, in drawing order
/// @param cuts where each piece of text lies, in drawing order
public record Batch(int[][] rows, List<CachedDocument> documents, List<Cut> cuts) {
  /// A piece of a document in a row.
  ///
  /// @param row index of the row
  /// @param at first place in the row
  /// @param from first token, counted inside the document
  /// @param tokens how many
  public record Cut(CachedDocument document, int row, int at, int from, int tokens) {}

  /// Whether all of it may be used.
  public boolean isPermittedBy(RetractionMask mask) {
    return documents.stream().allMatch(document -> mask.permits(document.origin()));
  }
}
