package aifactory.preprocess.quality;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The filters of a profile by language, in the order they are asked. Adding one: a line in
/// [FilterProfile]. Thread-safe.
public final class QualityFilterCatalogue {
  private final FilterProfile profile;
  private final QualityThresholds bounds;
  private final Map<String, List<QualityFilter>> byLanguage = new ConcurrentHashMap<>();

  public QualityFilterCatalogue(FilterProfile profile, QualityThresholds bounds) {
    this.profile = profile;
    this.bounds = bounds;
  }

  public List<QualityFilter> ordered(String language) {
    return byLanguage.computeIfAbsent(language, code -> profile.filters(bounds, code));
  }

  /// The published lists by name, each alone, as their authors ask them of a language. For
  /// comparison with other implementations.
  public static Map<String, List<QualityFilter>> published(String language) {
    LanguageValues values = LanguageValues.of(language);
    return Map.of(
        "gopher_quality", GopherQuality.rules(values),
        "gopher_repetition", GopherRepetition.rules(values),
        "c4_quality", C4Quality.rules(true),
        "fineweb_quality", FineWebQuality.rules(values));
  }
}
