package aifactory.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CrawlerConfigTest {
  @Test
  void hasTheDocumentedDefaults() throws IOException {
    CrawlerConfig config = config(Map.of());

    assertThat(config.home()).isEqualTo(".factory");
    assertThat(config.startsRunning()).isTrue();
    assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(config.kafka().replicationFactor()).isEqualTo(1);
    assertThat(config.politeness().respectRobots()).isTrue();
    assertThat(config.politeness().minIntervalSeconds()).isEqualTo(0.5);
    assertThat(config.politeness().concurrency()).isEqualTo(2);
    assertThat(config.politeness().localMinIntervalSeconds()).isZero();
    assertThat(config.politeness().localConcurrency()).isEqualTo(8);
    assertThat(config.politeness().maxDelaySeconds()).isEqualTo(60);
    assertThat(config.fetch().workers()).isEqualTo(8);
    assertThat(config.fetch().workersFollowMemory()).isTrue();
    assertThat(config.fetch().maxBodyBytes()).isEqualTo(5 << 20);
    assertThat(config.fetch().wholeSeconds()).isEqualTo(30);
    assertThat(config.fetch().contentTypes()).contains("text/html", "text/plain");
    assertThat(config.frontier().revisitSeconds()).isEqualTo(86_400);
    assertThat(config.frontier().maxAttempts()).isEqualTo(4);
    assertThat(config.frontier().leaseSeconds()).isEqualTo(120);
    assertThat(config.frontier().maxDepth()).isEqualTo(30);
  }

  @Test
  void takesEverySettingUnderItsOwnName() throws IOException {
    Map<String, String> set = new HashMap<>();
    String file = Files.readString(Path.of("src/main/resources/application.properties"));
    Pattern.compile("^(crawler\\.[a-z.-]+)=\\$\\{([A-Z_]+):(.*)}$", Pattern.MULTILINE)
        .matcher(file)
        .results()
        .forEach(line -> set.put(line.group(2), other(line.group(2), line.group(3))));

    CrawlerConfig config = config(set);
    CrawlerConfig defaults = config(Map.of());

    assertThat(values(config)).hasSameSizeAs(set.keySet());
    assertThat(values(config).keySet()).isEqualTo(values(defaults).keySet());
    values(config)
        .forEach(
            (name, value) -> assertThat(value).as(name).isNotEqualTo(values(defaults).get(name)));
  }

  @Test
  void namesAllSettingsThatAreOutOfBounds() {
    Map<String, String> bad =
        Map.of(
            "MAX_CRAWLER_WORKERS", "0",
            "CRAWLER_DOMAIN_MIN_INTERVAL_SEC", "-1",
            "CRAWLER_DOMAIN_CONCURRENCY", "1000",
            "CRAWLER_MAX_BODY_BYTES", "99999999",
            "CRAWLER_REVISIT_SEC", "1",
            "KAFKA_REPLICATION_FACTOR", "0",
            "CRAWLER_USER_AGENT", " ");

    assertThatThrownBy(() -> config(bad))
        .hasMessageContainingAll(
            "crawler.fetch.workers",
            "crawler.politeness.min-interval-seconds",
            "crawler.politeness.concurrency",
            "crawler.fetch.max-body-bytes",
            "crawler.frontier.revisit-seconds",
            "crawler.kafka.replication-factor",
            "crawler.fetch.user-agent");
    assertThatThrownBy(() -> config(Map.of("CRAWLER_MAX_DEPTH", "deep")))
        .hasMessageContaining("crawler.frontier.max-depth");
  }

  /// A permitted value that is not the default.
  private static String other(String setting, String value) {
    boolean isSwitch =
        setting.startsWith("ENABLE_")
            || List.of(
                    "CRAWLER_START",
                    "CRAWLER_RESPECT_ROBOTS",
                    "CRAWLER_READ_RESERVATIONS",
                    "CRAWLER_FOLLOW_SITEMAPS")
                .contains(setting);
    if (isSwitch) {
      return "0";
    }
    return value.matches("[0-9]+") ? Long.toString(Long.parseLong(value) + 1) : value + "1";
  }

  /// Every setting by its path.
  private static Map<String, Object> values(CrawlerConfig config) {
    Map<String, Object> values = new HashMap<>();
    collect("", CrawlerConfig.class, config, values);
    return values;
  }

  private static void collect(
      String path, Class<?> type, Object group, Map<String, Object> values) {
    for (var member : type.getDeclaredMethods()) {
      try {
        Object value = member.invoke(group);
        String name = path + member.getName();
        if (List.of(CrawlerConfig.class.getDeclaredClasses()).contains(member.getReturnType())) {
          collect(name + ".", member.getReturnType(), value, values);
        } else {
          values.put(name, value instanceof java.util.Set<?> many ? new TreeSet<>(many) : value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static CrawlerConfig config(Map<String, String> environment) throws IOException {
    var defaults =
        Objects.requireNonNull(CrawlerConfigTest.class.getResource("/application.properties"));
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(
            new PropertiesConfigSource(defaults, 100),
            new PropertiesConfigSource(new HashMap<>(environment), "environment", 300))
        .withMapping(CrawlerConfig.class)
        .withMappingIgnore("quarkus.**")
        .withValidateUnknown(false)
        .withValidator(new Constraints())
        .build()
        .getConfigMapping(CrawlerConfig.class);
  }

  /// As Quarkus checks them at the start.
  private static final class Constraints implements BeanValidationConfigValidator {
    private static final Validator VALIDATOR =
        Validation.buildDefaultValidatorFactory().getValidator();

    @Override
    public Validator getValidator() {
      return VALIDATOR;
    }
  }
}
