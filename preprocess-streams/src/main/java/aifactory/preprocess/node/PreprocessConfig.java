package aifactory.preprocess.node;

import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.normalize.UnicodeForm;
import aifactory.preprocess.quality.FilterProfile;
import aifactory.preprocess.quality.QualityThresholds;
import aifactory.preprocess.quality.SourceWeights;
import aifactory.preprocess.sealing.ParagraphRule;
import aifactory.preprocess.sealing.SealRule;
import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The settings of the room. Every key is in `application.properties` with its environment
/// variable, default and meaning.
@ConfigMapping(prefix = "preprocess")
public interface PreprocessConfig {
  /// `FACTORY_HOME`.
  @NotBlank
  String home();

  /// `ADMIN_API_TOKEN`; empty = the one the console keeps in the home.
  Optional<String> adminToken();

  /// `SYSTEM_ROLE`: only a master seals datasets.
  @Pattern(regexp = "master|worker")
  String role();

  Flow flow();

  Text text();

  Near nearDuplicates();

  Weight weight();

  Seal seal();

  /// How records move.
  interface Flow {
    @Min(1)
    @Max(64)
    int threads();

    @Min(10)
    @Max(10_000)
    int commitMs();

    /// `PREPROCESS_EXACTLY_ONCE`.
    boolean exactlyOnce();

    @Min(1)
    @Max(9)
    short replication();
  }

  /// What text must be.
  interface Text {
    /// `FILTER_PROFILE`.
    @Pattern(regexp = "lenient|standard|strict")
    String profile();

    @Min(1)
    int minChars();

    @Min(1000)
    @Max(3_000_000)
    int maxChars();

    @DecimalMin("0")
    @DecimalMax("1")
    double maxReplacementShare();

    @Min(1)
    @Max(256)
    int minDistinctChars();

    @DecimalMin("0")
    @DecimalMax("1")
    double minLetterShare();

    @DecimalMin("0")
    @DecimalMax("1")
    double maxUrlShare();

    @DecimalMin("0")
    @DecimalMax("1")
    double maxRepeatedLineShare();

    @DecimalMin("0.5")
    @DecimalMax("1")
    double minLanguageConfidence();

    /// `UNICODE_FORM`.
    @Pattern(regexp = "nfc|nfkc")
    String unicodeForm();

    /// `REDACT_PERSONAL_DATA`.
    boolean redact();

    boolean dedup();

    @DecimalMin("0")
    @DecimalMax("0.5")
    double evaluationShare();
  }

  /// How near-duplicates are looked for: MinHash over runs of five words or letters.
  interface Near {
    boolean dedup();

    @Min(1)
    @Max(62)
    int bands();

    @Min(1)
    @Max(64)
    int rows();
  }

  /// How often text is drawn.
  interface Weight {
    @DecimalMin("0")
    double wikipedia();

    @DecimalMin("0")
    double arxiv();

    @DecimalMin("0")
    double docs();

    @DecimalMin("0")
    double news();

    @DecimalMin("0")
    double rss();

    @DecimalMin("0")
    double web();

    @DecimalMin("0")
    double qualityFloor();

    @DecimalMin("0")
    double qualityBoost();
  }

  /// When datasets are sealed.
  interface Seal {
    @Min(1)
    int everyDocuments();

    @Min(1)
    long everySec();

    /// `MASK_PARAGRAPHS_FROM`.
    @Min(0)
    @Max(1000)
    int maskParagraphsFrom();

    /// `MASK_PARAGRAPHS_MIN_BYTES`.
    @Min(20)
    int maskParagraphsMinBytes();
  }

  /// Converted once.
  default JudgingSettings judging() {
    return new JudgingSettings(
        FilterProfile.named(text().profile()),
        new QualityThresholds(
            text().minChars(),
            text().maxChars(),
            text().maxReplacementShare(),
            text().minDistinctChars(),
            text().minLetterShare(),
            text().maxUrlShare(),
            text().maxRepeatedLineShare()),
        new SourceWeights(
            Map.of(
                "wikipedia", weight().wikipedia(),
                "arxiv", weight().arxiv(),
                "docs", weight().docs(),
                "news", weight().news(),
                "rss", weight().rss(),
                "web", weight().web()),
            weight().qualityFloor(),
            weight().qualityBoost()),
        text().minLanguageConfidence(),
        UnicodeForm.named(text().unicodeForm()),
        text().redact(),
        text().evaluationShare(),
        text().dedup());
  }

  /// Null when near-duplicates are not looked for.
  default @Nullable MinHash near() {
    return nearDuplicates().dedup()
        ? new MinHash(nearDuplicates().bands(), nearDuplicates().rows())
        : null;
  }

  default SealRule sealRule() {
    return new SealRule(
        seal().everyDocuments(),
        Duration.ofSeconds(seal().everySec()),
        new ParagraphRule(seal().maskParagraphsFrom(), seal().maskParagraphsMinBytes()));
  }

  default Path homeDirectory() {
    return Path.of(home()).toAbsolutePath();
  }
}
