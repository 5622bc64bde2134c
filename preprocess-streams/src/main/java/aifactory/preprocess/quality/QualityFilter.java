package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;

/// One measure of a text and one bound. Pure; the verdict names what was measured, also when the
/// text passes.
public interface QualityFilter {
  /// The reason it rejects for; no two filters share one.
  RejectionReason reason();

  Verdict verdict(MeasuredText text);
}
