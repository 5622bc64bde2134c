package aifactory.trainer.dataset;

import java.util.List;

/// Rows for one step and the documents they were cut from.
///
/// @param rows `[B][T + 1]` token ids
/// @param documents every document that is in it, in drawing order
public record Batch(int[][] rows, List<CachedDocument> documents) {
  /// Whether all of it may be used.
  public boolean isPermittedBy(RetractionMask mask) {
    return documents.stream().allMatch(document -> mask.permits(document.origin()));
  }
}
