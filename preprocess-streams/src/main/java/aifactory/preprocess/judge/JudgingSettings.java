package aifactory.preprocess.judge;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.preprocess.quality.QualityThresholds;
import aifactory.preprocess.quality.SourceWeights;

/// Everything that decides whether and with what weight a document is accepted.
///
/// @param minLanguageConfidence `LANGUAGE_MIN_CONFIDENCE`: below it the language is `und`
/// @param evaluationShare `EVALUATION_SHARE` of documents that are held out
/// @param dedup `ENABLE_TEXT_DEDUP`
public record JudgingSettings(
    QualityThresholds thresholds,
    SourceWeights weights,
    double minLanguageConfidence,
    double evaluationShare,
    boolean dedup) {
  public static final JudgingSettings DEFAULTS =
      new JudgingSettings(QualityThresholds.DEFAULTS, SourceWeights.DEFAULTS, 0.53, 0.05, true);

  /// Names this configuration in every dataset version.
  public String hash() {
    return CanonicalJson.hash(this);
  }
}
