package aifactory.preprocess.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.preprocess.judge.JudgingSettings;
import aifactory.preprocess.normalize.UnicodeForm;
import aifactory.preprocess.sealing.ParagraphRule;
import aifactory.preprocess.sealing.SealRule;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PreprocessConfigTest {
  @Test
  void theFileSaysTheDefaultsOfTheCode() throws Exception {
    PreprocessConfig config = config(Map.of());

    assertThat(config.judging()).isEqualTo(JudgingSettings.DEFAULTS);
    assertThat(config.sealRule()).isEqualTo(SealRule.DEFAULTS);
    assertThat(config.role()).isEqualTo("master");
  }

  @Test
  void everySettingIsHonouredUnderItsOwnName() throws Exception {
    PreprocessConfig config =
        config(
            Map.of(
                "MIN_TRAIN_CHARS", "7",
                "ENABLE_TEXT_DEDUP", "0",
                "UNICODE_FORM", "nfkc",
                "SOURCE_WEIGHT_DOCS", "2.5",
                "QUALITY_WEIGHT_FLOOR", "0.1",
                "QUALITY_WEIGHT_BOOST", "0.2",
                "EVALUATION_SHARE", "0.25",
                "SEAL_EVERY_DOCUMENTS", "3",
                "SEAL_EVERY_SEC", "4"));

    assertThat(config.judging().thresholds().minCharacters()).isEqualTo(7);
    assertThat(config.judging().dedup()).isFalse();
    assertThat(config.judging().unicodeForm()).isEqualTo(UnicodeForm.NFKC);
    assertThat(config.judging().weights().bySourceType()).containsEntry("docs", 2.5);
    assertThat(config.judging().weights().floor()).isEqualTo(0.1);
    assertThat(config.judging().weights().boost()).isEqualTo(0.2);
    assertThat(config.judging().evaluationShare()).isEqualTo(0.25);
    assertThat(config.sealRule())
        .isEqualTo(new SealRule(3, Duration.ofSeconds(4), ParagraphRule.DEFAULTS));
    assertThat(config.judging().hash()).isNotEqualTo(JudgingSettings.DEFAULTS.hash());
  }

  @Test
  void whatIsNoNumberStopsTheStart() {
    assertThatThrownBy(() -> config(Map.of("MIN_TRAIN_CHARS", "many")))
        .hasMessageContaining("many");
  }

  private static PreprocessConfig config(Map<String, String> environment) throws IOException {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(
            new PropertiesConfigSource(
                Path.of("src/main/resources/application.properties").toUri().toURL(), 100),
            new PropertiesConfigSource(environment, "environment", 300))
        .withMapping(PreprocessConfig.class)
        .withMappingIgnore("quarkus.**")
        .build()
        .getConfigMapping(PreprocessConfig.class);
  }
}
