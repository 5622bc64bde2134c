package aifactory.console.dashboard;

import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Page;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The settings in force in this console and where each comes from. Secrets are named, never shown.
@Path("/api/configuration")
public class ConfigurationResource {
  private static final Set<String> MORE =
      Set.of(
          "quarkus.http.host",
          "quarkus.http.port",
          "quarkus.datasource.jdbc.url",
          "quarkus.datasource.username",
          "quarkus.datasource.password");

  private final Config config;

  ConfigurationResource(Config config) {
    this.config = config;
  }

  /// Settings by name, each with its value and origin; `q` (a part of the name) filters.
  @GET
  @Needs(Role.ADMIN)
  public Map<String, Object> list(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String q) {
    TreeSet<String> names = new TreeSet<>(MORE);
    StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(name -> name.startsWith("console."))
        .forEach(names::add);
    List<Map<String, @Nullable Object>> settings =
        names.stream()
            .filter(name -> name.contains(q))
            .skip(page.offset())
            .limit(page.limit())
            .map(name -> setting(name, config.getConfigValue(name)))
            .toList();
    return Map.of("status", "success", "settings", settings);
  }

  private Map<String, @Nullable Object> setting(String name, ConfigValue value) {
    boolean secret = isSecret(name);
    Map<String, @Nullable Object> setting = new LinkedHashMap<>();
    setting.put("name", name);
    setting.put("secret", secret);
    setting.put("set", value.getValue() != null && !value.getValue().isEmpty());
    setting.put("value", secret ? null : withoutPassword(value.getValue()));
    String variable = environment(value.getRawValue());
    setting.put("environment", variable);
    setting.put("origin", origin(value.getSourceName(), variable));
    return setting;
  }

  /// Where the variable was set that a value stands for; it has a default where nobody set it.
  /// Without the paths of this machine.
  private String origin(@Nullable String source, @Nullable String variable) {
    if (variable != null) {
      ConfigValue set = config.getConfigValue(variable);
      return set.getValue() == null ? "default" : origin(set.getSourceName(), null);
    }
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

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("password")
        || lower.contains("secret")
        || lower.contains("token") && !lower.contains("tokens");
  }

  private static @Nullable String withoutPassword(@Nullable String value) {
    return value == null
        ? null
        : value.replaceAll("(?i)(password=)[^&]*", "$1…").replaceAll("//[^/@]*@", "//…@");
  }

  /// The variable that sets it: `${CONSOLE_PORT:8000}` names `CONSOLE_PORT`.
  private static @Nullable String environment(@Nullable String raw) {
    if (raw == null || !raw.contains("${")) {
      return null;
    }
    int from = raw.indexOf("${") + 2;
    int to = from;
    while (to < raw.length() && (Character.isUpperCase(raw.charAt(to)) || raw.charAt(to) == '_')) {
      to++;
    }
    return to == from ? null : raw.substring(from, to);
  }
}
