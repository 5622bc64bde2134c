package aifactory.preprocess.quality;

import java.util.List;

/// The filters, in the order they are asked: cheap and decisive first. The first that fails names
/// the reason.
public final class QualityFilterCatalogue {
  private QualityFilterCatalogue() {}

  public static List<QualityFilter> ordered(QualityThresholds bounds) {
    return List.of(
        new MinimumLengthFilter(bounds.minCharacters()),
        new MaximumLengthFilter(bounds.maxCharacters()),
        new ReplacementCharacterFilter(bounds.maxReplacementShare()),
        new DistinctCharacterFilter(bounds.minDistinctPerWindow()),
        new UrlShareFilter(bounds.maxUrlShare()),
        new LetterShareFilter(bounds.minLetterShare()),
        new RepeatedLineFilter(bounds.maxRepeatedLineShare()));
  }
}
