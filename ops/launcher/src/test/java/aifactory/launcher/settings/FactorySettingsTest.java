package aifactory.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FactorySettingsTest {
  private static final Path ROOT = Path.of("/product");

  @Test
  void anEmptyEnvironmentGivesTheDefaults() {
    FactorySettings settings = FactorySettings.from(Map.of(), ROOT);

    assertThat(settings.home()).isEqualTo(ROOT.resolve(".factory"));
    assertThat(settings.port(Port.CONSOLE)).isEqualTo(8000);
    assertThat(settings.port(Port.POSTGRES)).isEqualTo(5442);
    assertThat(settings.services()).isEqualTo(FactorySettings.ALL_SERVICES);
    assertThat(settings.samples()).isTrue();
    assertThat(settings.nodes()).isEqualTo(5);
    assertThat(settings.minFreeBytes()).isEqualTo(1024L * 1024 * 1024);
  }

  @Test
  void everySettingIsHonoured() {
    FactorySettings settings =
        FactorySettings.from(
            Map.of(
                "FACTORY_HOME", "/data/factory",
                "KAFKA_PORT", "19092",
                "SERVICES", "crawler, console",
                "SAMPLES", "0",
                "DISK_MIN_FREE_MB", "5"),
            ROOT);

    assertThat(settings.home()).isEqualTo(Path.of("/data/factory"));
    assertThat(settings.port(Port.KAFKA)).isEqualTo(19092);
    assertThat(settings.services()).containsExactly("crawler", "console");
    assertThat(settings.samples()).isFalse();
    assertThat(settings.minFreeBytes()).isEqualTo(5L * 1024 * 1024);
  }

  @Test
  void aMasterThatDoesNotCollectHasNoCrawler() {
    FactorySettings settings = FactorySettings.from(Map.of("COLLECTION_INCLUDE_MASTER", "0"), ROOT);

    assertThat(settings.services())
        .containsExactly("preprocess", "trainer", "inference", "console");
  }

  @Test
  void allBadValuesAreNamedAtOnce() {
    Map<String, String> environment =
        Map.of(
            "KAFKA_PORT", "many",
            "CONSOLE_PORT", "70000",
            "SAMPLES", "perhaps",
            "NODES", "7",
            "SERVICES", "crawler,kitchen",
            "TRAINER_PORT", "8104");

    assertThatThrownBy(() -> FactorySettings.from(environment, ROOT))
        .isInstanceOf(BadSettingsException.class)
        .hasMessageContaining("KAFKA_PORT is \"many\"")
        .hasMessageContaining("CONSOLE_PORT is 70000")
        .hasMessageContaining("SAMPLES is \"perhaps\"")
        .hasMessageContaining("\"kitchen\"")
        .hasMessageContaining("NODES is 7")
        .hasMessageContaining("TRAINER_PORT and INFERENCE_PORT are both 8104");
  }
}
