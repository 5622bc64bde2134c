package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;
import aifactory.preprocess.document.TextStatistics;

/// Rejects text of very few different characters, measured on windows so that long prose passes.
/// `aaaa…` → rejected.
public record DistinctCharacterFilter(double minDistinctPerWindow) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_FEW_DISTINCT_CHARACTERS;
  }

  @Override
  public Verdict verdict(TextStatistics text) {
    return Verdict.atLeast(minDistinctPerWindow, text.distinctPerWindow());
  }
}
