package aifactory.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Renders `docs/reference/configuration.md` from every service's `application.properties`: a
/// setting is a line `key=${NAME:default}`, its meaning the comment above it.
final class ConfigurationPage {
  /// The whole value is one variable, whose default may hold another one.
  private static final Pattern WHOLE =
      Pattern.compile("[^=#\\s]+=\\$\\{([A-Z][A-Z0-9_]+)(?::(.*))?}");

  /// Variables inside a longer value.
  private static final Pattern PART = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)(?::([^{}]*))?}");

  private static final List<String> MODULES =
      List.of(
          "crawler-service",
          "preprocess-streams",
          "trainer-service",
          "inference-service",
          "ops/console");

  /// Told once, above the services.
  private static final Set<String> EVERYWHERE =
      Set.of(
          "FACTORY_HOME",
          "MODEL_STORE",
          "KAFKA_BOOTSTRAP_SERVERS",
          "SCHEMA_REGISTRY_URL",
          "KAFKA_REPLICATION_FACTOR",
          "HTTP_HOST",
          "SYSTEM_ROLE",
          "CONSOLE_PORT",
          "CRAWLER_PORT",
          "PREPROCESS_PORT",
          "TRAINER_PORT",
          "INFERENCE_PORT",
          "POSTGRES_PORT");

  private ConfigurationPage() {}

  /// @param name environment variable
  /// @param fallback value when it is not set
  /// @param meaning comment above the line
  record Setting(String name, String fallback, String meaning) {}

  static String render(Path root) throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            Generated from every service's `application.properties` by `ReferencePagesTest`; do not edit. Every setting is an
            environment variable. A value that cannot be used stops the start and is named. All addresses are on loopback
            unless `HTTP_HOST` says otherwise.

            ## Everywhere

            | setting | default | meaning |
            |---|---|---|
            | `FACTORY_HOME` | `.factory` | Everything that is kept: logs of parts, models, caches, tokens. |
            | `MODEL_STORE` | `FACTORY_HOME/models` | Checkpoints, bundles, evaluation sets; shared by trainer and inference. |
            | `KAFKA_BOOTSTRAP_SERVERS` | `127.0.0.1:9092` | The broker. |
            | `SCHEMA_REGISTRY_URL` | `http://127.0.0.1:8081/apis/ccompat/v7` | The registry's Confluent-compatible interface. |
            | `KAFKA_REPLICATION_FACTOR` | `1` | Copies of topics that are created. |
            | `HTTP_HOST` | `127.0.0.1` | Address that a service listens on. |
            | `SYSTEM_ROLE` | `master` | `master` or `worker`. |
            | `NODE_ID` | kept in `FACTORY_HOME/nodes` | Name of the node, where it must be given. |

            ## Ports and the launcher

            | setting | default | meaning |
            |---|---|---|
            | `CONSOLE_PORT` | `8000` | The front door: page and REST. |
            | `CRAWLER_PORT`, `PREPROCESS_PORT`, `TRAINER_PORT`, `INFERENCE_PORT` | `8101` to `8104` | Health and metrics of the services. |
            | `SAMPLES_PORT` | `8180` | The built-in sample sites. |
            | `KAFKA_PORT`, `KAFKA_CONTROLLER_PORT` | `9092`, `9093` | The broker. |
            | `POSTGRES_PORT` | `5442` | The database. |
            | `REGISTRY_PORT` | `8081` | The schema registry. |
            | `SAMPLES` | `1` | 0 = do not serve and crawl the sample sites. |
            | `SERVICES` | all | Which services `./factory up` starts: a comma list, or `none`. |
            | `COLLECTION_INCLUDE_MASTER` | `1` | 0 = this machine collects nothing itself: the machines that joined do. |
            | `NODES` | `5` | 24 = beside the services a light process for each further node of the eight types. |
            | `JOIN_TOKEN` | | What `./factory join ADDRESS` shows to the other factory. |
            | `EVAL_SAVE_TO_DB` | `0` | 1 = what `./factory eval` finds is kept in the running factory with the hash of the model's checkpoint. |
            | `DISK_MIN_FREE_MB` | `1024` | Free space below which the flow is paused. |
            """);
    for (String module : MODULES) {
      page.append("\n## %s\n\n| setting | default | meaning |\n|---|---|---|\n".formatted(module));
      for (Setting setting : settings(root.resolve(module))) {
        if (EVERYWHERE.contains(setting.name())) {
          continue;
        }
        page.append(
            "| `%s` | %s | %s |\n"
                .formatted(
                    setting.name(),
                    setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`",
                    setting.meaning().replace("|", "\\|")));
      }
    }
    return page.toString();
  }

  /// Settings of a module in the order of its file, each once. A comment holds for all lines up to
  /// the next comment or empty line.
  static List<Setting> settings(Path module) throws IOException {
    Map<String, Setting> settings = new LinkedHashMap<>();
    List<String> comment = new ArrayList<>();
    boolean commentEnded = false;
    Path file = module.resolve("src/main/resources/application.properties");
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("# ---")) {
        comment.clear();
      } else if (line.startsWith("#")) {
        if (commentEnded) {
          comment.clear();
        }
        comment.add(line.substring(1).strip());
      } else {
        variables(line, String.join(" ", comment))
            .forEach(setting -> settings.putIfAbsent(setting.name(), setting));
      }
      commentEnded = !line.startsWith("#");
    }
    return List.copyOf(settings.values());
  }

  private static List<Setting> variables(String line, String meaning) {
    Matcher whole = WHOLE.matcher(line.strip());
    if (whole.matches()) {
      return List.of(setting(whole, meaning));
    }
    return PART.matcher(line).results().map(part -> setting(part, meaning)).toList();
  }

  private static Setting setting(MatchResult variable, String meaning) {
    String fallback = variable.group(2);
    return new Setting(variable.group(1), fallback == null ? "" : fallback, meaning);
  }
}
