package aifactory.preprocess.quality;

/// The bounds of the filters.
///
/// @param minCharacters `MIN_TRAIN_CHARS`
/// @param maxCharacters `MAX_TEXT_CHARS`
/// @param maxReplacementShare `MAX_REPLACEMENT_SHARE`
/// @param minDistinctPerWindow `MIN_DISTINCT_CHARS`, of 256 characters
/// @param minLetterShare `MIN_LETTER_SHARE`
/// @param maxUrlShare `MAX_URL_SHARE`
/// @param maxRepeatedLineShare `MAX_REPEATED_LINE_SHARE`
public record QualityThresholds(
    int minCharacters,
    int maxCharacters,
    double maxReplacementShare,
    double minDistinctPerWindow,
    double minLetterShare,
    double maxUrlShare,
    double maxRepeatedLineShare) {
  public static final QualityThresholds DEFAULTS =
      new QualityThresholds(120, 2_000_000, 0.02, 14, 0.5, 0.35, 0.4);
}
