package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.document.TextStatistics;

/// Rejects what is too short to learn from. `OK` → rejected.
public record MinimumLengthFilter(int minCharacters) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_SHORT;
  }

  @Override
  public Verdict verdict(TextStatistics text) {
    return Verdict.atLeast(minCharacters, text.characters());
  }
}
