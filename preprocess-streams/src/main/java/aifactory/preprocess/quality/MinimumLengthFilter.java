package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;

/// Rejects what is too short to learn from. `OK` → rejected.
public record MinimumLengthFilter(int minCharacters) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_SHORT;
  }

  @Override
  public Verdict verdict(MeasuredText measured) {
    return Verdict.atLeast(minCharacters, measured.statistics().characters());
  }
}
