package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.document.TextStatistics;

/// Rejects text that was decoded with a wrong charset. `�����` → rejected.
public record ReplacementCharacterFilter(double maxShare) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_MANY_REPLACEMENT_CHARACTERS;
  }

  @Override
  public Verdict verdict(MeasuredText measured) {
    TextStatistics text = measured.statistics();
    return Verdict.atMost(maxShare, text.share(text.replacements()));
  }
}
