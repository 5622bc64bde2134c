package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.document.TextStatistics;

/// Rejects tables of numbers and rows of symbols. `12.5 13.0 -- 14.2 |` → rejected.
public record LetterShareFilter(double minShare) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_FEW_LETTERS;
  }

  @Override
  public Verdict verdict(MeasuredText measured) {
    TextStatistics text = measured.statistics();
    return Verdict.atLeast(
        minShare, text.visible() == 0 ? 0 : (double) text.letters() / text.visible());
  }
}
