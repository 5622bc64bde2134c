package aifactory.launcher.postgres;

import aifactory.launcher.part.Part;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The database server as a part. It counts as ready when the databases exist.
public final class PostgresPart {
  public static final String NAME = "postgres";

  /// The console's database.
  public static final String FACTORY_DATABASE = "factory";

  /// The schema registry's database.
  public static final String REGISTRY_DATABASE = "registry";

  private PostgresPart() {}

  public static Part of(PostgresCluster cluster, int port) {
    return new Part(
        NAME,
        "127.0.0.1:" + port,
        cluster.command(),
        Map.of("LC_ALL", "C"),
        Set.of(),
        cluster::prepare,
        () -> cluster.hasDatabases(List.of(FACTORY_DATABASE, REGISTRY_DATABASE)),
        Part.StopSignal.INTERRUPT);
  }
}
