package aifactory.preprocess.judge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a document was judged, step by step, to the first rejection.
///
/// @param verdict `ACCEPTED` or the reason's name
/// @param text what the extractor made of the bytes, after normalisation; empty before that
public record Explanation(String verdict, List<Finding> findings, String title, String text) {

  /// What one step found.
  ///
  /// @param outcome in words
  /// @param measure what was measured, null where nothing is
  /// @param threshold the bound, null where there is none
  public record Finding(
      String step,
      boolean passed,
      String outcome,
      @Nullable Double measure,
      @Nullable Double threshold) {}
}
