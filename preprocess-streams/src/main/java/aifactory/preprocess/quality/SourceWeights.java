package aifactory.preprocess.quality;

import java.util.Map;
import java.util.OptionalDouble;

/// How often a document is drawn in training: weight of its source × (floor + boost × quality).
///
/// @param bySourceType `SOURCE_WEIGHT_*`
/// @param floor `QUALITY_WEIGHT_FLOOR`: what the worst text keeps
/// @param boost `QUALITY_WEIGHT_BOOST`: what the best text gains
public record SourceWeights(Map<String, Double> bySourceType, double floor, double boost) {
  public static final SourceWeights DEFAULTS =
      new SourceWeights(
          Map.of(
              "wikipedia", 1.4, "arxiv", 1.35, "docs", 1.3, "news", 1.25, "rss", 1.1, "web", 1.0),
          0.35,
          0.9);

  /// @param ofPolicy weight of the matching policy; it replaces the source type's
  public double weight(String sourceType, OptionalDouble ofPolicy, double quality) {
    double source = ofPolicy.orElseGet(() -> bySourceType.getOrDefault(sourceType, 1.0));
    return source * (floor + boost * quality);
  }
}
