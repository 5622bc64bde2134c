package aifactory.preprocess.judge;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.preprocess.normalize.UnicodeForm;
import aifactory.preprocess.quality.FilterProfile;
import aifactory.preprocess.quality.QualityThresholds;
import aifactory.preprocess.quality.SourceWeights;

/// Everything that decides whether and with what weight a document is accepted.
///
/// @param profile `FILTER_PROFILE`: which filters are asked
/// @param minLanguageConfidence `LANGUAGE_MIN_CONFIDENCE`: below it the language is `und`
/// @param unicodeForm `UNICODE_FORM`: what texts are normalised to
/// @param redact `REDACT_PERSONAL_DATA`: personal data becomes typed tokens
/// @param evaluationShare `EVALUATION_SHARE` of documents that are held out
/// @param dedup `ENABLE_TEXT_DEDUP`
public record JudgingSettings(
    FilterProfile profile,
    QualityThresholds thresholds,
    SourceWeights weights,
    double minLanguageConfidence,
    UnicodeForm unicodeForm,
    boolean redact,
    double evaluationShare,
    boolean dedup) {
  public static final JudgingSettings DEFAULTS =
      new JudgingSettings(
          FilterProfile.LENIENT,
          QualityThresholds.DEFAULTS,
          SourceWeights.DEFAULTS,
          0.53,
          UnicodeForm.NFC,
          true,
          0.05,
          true);

  /// Names this configuration in every dataset version.
  public String hash() {
    return CanonicalJson.hash(this);
  }
}
