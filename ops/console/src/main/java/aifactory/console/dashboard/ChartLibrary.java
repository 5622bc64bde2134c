package aifactory.console.dashboard;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Serves the chart library from its WebJar under a path without a version, so that only the POM
/// names the version.
@ApplicationScoped
public class ChartLibrary {
  private static final String COORDINATES =
      "META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  void register(@Observes Router router) {
    String path = "/webjars/chart.js/%s/dist/chart.umd.min.js".formatted(version());
    router.get("/lib/chart.js").handler(context -> context.reroute(path));
  }

  private static String version() {
    try (InputStream coordinates =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(COORDINATES)) {
      if (coordinates == null) {
        throw new IllegalStateException("the chart.js WebJar is not on the class path");
      }
      Properties properties = new Properties();
      properties.load(coordinates);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + COORDINATES, e);
    }
  }
}
