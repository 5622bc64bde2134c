package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;

/// Rejects text of very few different characters, measured on windows so that long prose passes.
/// `aaaa…` → rejected.
public record DistinctCharacterFilter(double minDistinctPerWindow) implements QualityFilter {
  @Override
  public RejectionReason reason() {
    return RejectionReason.TOO_FEW_DISTINCT_CHARACTERS;
  }

  @Override
  public Verdict verdict(MeasuredText measured) {
    return Verdict.atLeast(minDistinctPerWindow, measured.statistics().distinctPerWindow());
  }
}
