package aifactory.console.setting;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// `DATABASE_URL` as everybody writes it, `postgresql://user:password@host:port/name`, as the
/// datasource wants it. A `jdbc:` URL passes unchanged.
public final class DatabaseUrlSource implements ConfigSource {
  private static final String NAME = "DATABASE_URL";

  /// Above application.properties (250), below system properties (400).
  private static final int ORDINAL = 275;

  private final Map<String, String> properties;

  /// For the service loader.
  public DatabaseUrlSource() {
    this(System.getenv(NAME));
  }

  DatabaseUrlSource(@Nullable String url) {
    this.properties = url == null || url.isBlank() ? Map.of() : datasource(url.strip());
  }

  private static Map<String, String> datasource(String url) {
    Map<String, String> datasource = new HashMap<>();
    if (url.startsWith("jdbc:")) {
      datasource.put("quarkus.datasource.jdbc.url", url);
      return datasource;
    }
    URI parsed = URI.create(url);
    if (parsed.getHost() == null || !parsed.getScheme().startsWith("postgres")) {
      throw new IllegalArgumentException(
          NAME + " must look like postgresql://user:password@host:port/name");
    }
    int port = parsed.getPort() < 0 ? 5432 : parsed.getPort();
    String query = parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery();
    datasource.put(
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql://%s:%d%s%s".formatted(parsed.getHost(), port, parsed.getPath(), query));
    if (parsed.getRawUserInfo() != null) {
      String[] user = parsed.getRawUserInfo().split(":", 2);
      datasource.put("quarkus.datasource.username", decoded(user[0]));
      datasource.put("quarkus.datasource.password", user.length > 1 ? decoded(user[1]) : "");
    }
    return datasource;
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, String> getProperties() {
    return properties;
  }

  @Override
  public Set<String> getPropertyNames() {
    return properties.keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return properties.get(name);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }
}
