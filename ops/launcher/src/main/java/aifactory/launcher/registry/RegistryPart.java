package aifactory.launcher.registry;

import aifactory.launcher.part.AotCaches;
import aifactory.launcher.part.JavaCommand;
import aifactory.launcher.part.Part;
import aifactory.launcher.part.ReadyCheck;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// The schema registry as a part. It counts as ready when it lists its subjects.
public final class RegistryPart {
  public static final String NAME = "registry";

  private static final int HEAP_MEGABYTES = 128;
  private static final String CONFLUENT_API = "/apis/ccompat/v7";

  private RegistryPart() {}

  /// Where the registry stores.
  public record Storage(String jdbcUrl, String user, String password) {}

  /// Address of the Confluent-compatible interface, `SCHEMA_REGISTRY_URL`.
  public static String url(int port) {
    return "http://127.0.0.1:" + port + CONFLUENT_API;
  }

  /// @param unpacked directory with `quarkus-run.jar`
  /// @param after the part that serves the storage
  public static Part in(Path unpacked, int port, Storage storage, String after, AotCaches caches) {
    return new Part(
        NAME,
        url(port),
        JavaCommand.withHeap(HEAP_MEGABYTES)
            .quickStart()
            .cached(caches, NAME)
            .with("-Xss512k")
            .runningJar(unpacked.resolve("quarkus-run.jar")),
        Map.ofEntries(
            Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
            Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
            Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"), // its default is every interface
            Map.entry("QUARKUS_MANAGEMENT_PORT", "0"),
            Map.entry("APICURIO_STORAGE_SQL_KIND", "postgresql"),
            Map.entry("APICURIO_DATASOURCE_URL", storage.jdbcUrl()),
            Map.entry("APICURIO_DATASOURCE_USERNAME", storage.user()),
            Map.entry("APICURIO_DATASOURCE_PASSWORD", storage.password()),
            Map.entry("QUARKUS_LOG_LEVEL", "WARN")),
        Set.of(after),
        Part.Preparation.NONE,
        ReadyCheck.httpOk(url(port) + "/subjects"),
        Part.StopSignal.TERMINATE);
  }
}
