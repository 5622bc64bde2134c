package aifactory.node;

import aifactory.event.NodeSetting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/// The settings a service runs with and where each comes from: every property of its
/// `application.properties` that an environment variable sets. Secrets are named, never told.
public final class SettingsInForce {
  private final Config config;

  private SettingsInForce(Config config) {
    this.config = config;
  }

  /// Settings of this process, by variable.
  public static List<NodeSetting> all() {
    return of(ConfigProvider.getConfig());
  }

  /// Settings of a configuration, by variable; where one variable sets several properties, the
  /// alphabetically first of them stands for all.
  static List<NodeSetting> of(Config config) {
    SettingsInForce settings = new SettingsInForce(config);
    Map<String, NodeSetting> byVariable = new TreeMap<>();
    StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .sorted()
        .forEach(property -> {
          ConfigValue value = config.getConfigValue(property);
          String variable = variable(value.getRawValue());
          if (variable != null) {
            byVariable.putIfAbsent(variable, settings.setting(property, variable, value));
          }
        });
    return List.copyOf(byVariable.values());
  }

  private NodeSetting setting(String property, String variable, ConfigValue found) {
    boolean secret = isSecret(variable);
    String value = found.getValue();
    boolean filled = value != null && !value.isEmpty();
    return NodeSetting.newBuilder()
        .setVariable(variable)
        .setProperty(property)
        .setValue(secret || !filled ? null : withoutPassword(value))
        .setSecret(secret)
        .setFilled(filled)
        .setOrigin(origin(variable))
        .build();
  }

  /// Where a variable was set; without the paths of this machine.
  private String origin(String variable) {
    ConfigValue set = config.getConfigValue(variable);
    String source = set.getValue() == null ? null : set.getSourceName();
    if (source == null || source.contains("DefaultValues")) {
      return "default";
    }
    if (source.contains("Env")) {
      return "environment";
    }
    if (source.contains("SysProp")) {
      return "command line";
    }
    return source.contains("application.properties") ? "application.properties" : source;
  }

  private static boolean isSecret(String variable) {
    return variable.endsWith("PASSWORD")
        || variable.endsWith("SECRET")
        || variable.endsWith("TOKEN")
        || variable.endsWith("WEBHOOK_URL"); // who knows it may write to the channel
  }

  private static String withoutPassword(String value) {
    return value.replaceAll("(?i)(password=)[^&]*", "$1…").replaceAll("//[^/@]*@", "//…@");
  }

  /// The variable that sets a property: `${CONSOLE_PORT:8000}` names `CONSOLE_PORT`.
  private static @Nullable String variable(@Nullable String raw) {
    int from = raw == null ? -1 : raw.indexOf("${");
    if (raw == null || from < 0) {
      return null;
    }
    int end = from + 2;
    while (end < raw.length() && raw.charAt(end) != ':' && raw.charAt(end) != '}') {
      end++;
    }
    String name = raw.substring(from + 2, end);
    return name.matches("[A-Z][A-Z0-9_]*") ? name : null;
  }
}
