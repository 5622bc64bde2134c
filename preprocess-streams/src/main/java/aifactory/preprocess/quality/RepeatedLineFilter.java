package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.document.TextStatistics;

/// Rejects text that says the same long lines again and again.
public record RepeatedLineFilter(double maxShare) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_REPETITIVE_LINES;
  }

  @Override
  public Verdict verdict(MeasuredText measured) {
    TextStatistics text = measured.statistics();
    return Verdict.atMost(maxShare, text.share(text.repeatedLineCharacters()));
  }
}
