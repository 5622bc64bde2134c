package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;

/// Rejects what would not fit into one record of the log. A dump of 3 million characters →
/// rejected.
public record MaximumLengthFilter(int maxCharacters) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_LONG;
  }

  @Override
  public Verdict verdict(MeasuredText measured) {
    return Verdict.atMost(maxCharacters, measured.statistics().characters());
  }
}
