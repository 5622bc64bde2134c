package aifactory.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aifactory.event.NodeSetting;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsInForceTest {
  private static List<NodeSetting> settings(
      Map<String, String> properties, Map<String, String> set) {
    return SettingsInForce.of(
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(
                new PropertiesConfigSource(properties, "application.properties", 250),
                new EnvConfigSource(set, 300))
            .build());
  }

  @Test
  void eachIsToldOnceByItsVariableWithWhereItWasSet() {
    List<NodeSetting> told =
        settings(
            Map.of(
                "quarkus.http.port", "${TRAINER_PORT:8103}",
                "trainer.port", "${TRAINER_PORT:8103}",
                "trainer.loop.rows", "${TRAIN_BATCH_SIZE:}",
                "trainer.model-store", "${MODEL_STORE:${FACTORY_HOME:.factory}/models}",
                "quarkus.banner.enabled", "false"),
            Map.of("TRAINER_PORT", "9103", "FACTORY_HOME", "/data"));

    assertThat(told)
        .extracting(
            NodeSetting::getVariable,
            NodeSetting::getProperty,
            NodeSetting::getValue,
            NodeSetting::getOrigin)
        .containsExactly(
            tuple("MODEL_STORE", "trainer.model-store", "/data/models", "default"),
            tuple("TRAINER_PORT", "quarkus.http.port", "9103", "environment"),
            tuple("TRAIN_BATCH_SIZE", "trainer.loop.rows", null, "default"));
  }

  @Test
  void secretsAreNamedAndNotTold() {
    List<NodeSetting> told =
        settings(
            Map.of(
                "a", "${ADMIN_API_TOKEN:}",
                "b", "${DATABASE_PASSWORD:}",
                "c", "${NOTICE_WEBHOOK_URL:}",
                "d", "${DATABASE_URL:jdbc:postgresql://127.0.0.1/factory?password=guessed}",
                "e", "${MAX_GENERATE_TOKENS:256}"),
            Map.of(
                "ADMIN_API_TOKEN", "well kept", "NOTICE_WEBHOOK_URL", "https://hooks.example/1"));

    assertThat(told.toString()).doesNotContain("well kept", "hooks.example", "guessed");
    assertThat(told)
        .filteredOn(NodeSetting::getSecret)
        .extracting(NodeSetting::getVariable, NodeSetting::getFilled)
        .containsExactly(
            tuple("ADMIN_API_TOKEN", true),
            tuple("DATABASE_PASSWORD", false),
            tuple("NOTICE_WEBHOOK_URL", true));
    assertThat(told)
        .filteredOn(each -> each.getVariable().equals("MAX_GENERATE_TOKENS"))
        .extracting(NodeSetting::getValue)
        .containsExactly("256");
  }
}
