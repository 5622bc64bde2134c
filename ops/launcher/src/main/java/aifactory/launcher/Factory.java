package aifactory.launcher;

import aifactory.launcher.kafka.KafkaPart;
import aifactory.launcher.node.Membership;
import aifactory.launcher.node.TypeNodeParts;
import aifactory.launcher.part.AotCaches;
import aifactory.launcher.part.Part;
import aifactory.launcher.postgres.PostgresCluster;
import aifactory.launcher.postgres.PostgresPart;
import aifactory.launcher.registry.RegistryPart;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import aifactory.wire.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All parts of the factory on this machine, as settings want them.
record Factory(List<Part> parts, KafkaSettings kafka) {

  /// Describes the parts; nothing starts yet.
  ///
  /// @param caches what the JVM parts do with their AOT caches
  static Factory describedBy(FactorySettings settings, AotCaches caches) throws IOException {
    KafkaSettings kafka =
        new KafkaSettings(
            "127.0.0.1:" + settings.port(Port.KAFKA),
            RegistryPart.url(settings.port(Port.REGISTRY)));
    PostgresCluster cluster =
        new PostgresCluster(
            settings.home().resolve("postgres"),
            settings.port(Port.POSTGRES),
            settings.built().resolve("postgres"));
    RegistryPart.Storage storage =
        new RegistryPart.Storage(
            cluster.jdbcUrl(PostgresPart.REGISTRY_DATABASE),
            PostgresCluster.USER,
            cluster.password());
    List<Part> parts = new ArrayList<>();
    parts.add(
        KafkaPart.in(
            settings.home().resolve("kafka"),
            settings.port(Port.KAFKA),
            settings.port(Port.KAFKA_CONTROLLER),
            kafka,
            caches));
    parts.add(PostgresPart.of(cluster, settings.port(Port.POSTGRES)));
    parts.add(
        RegistryPart.in(
            settings.built().resolve("registry"),
            settings.port(Port.REGISTRY),
            storage,
            PostgresPart.NAME,
            caches));
    String database =
        "postgresql://%s:%s@127.0.0.1:%d/%s"
            .formatted(
                PostgresCluster.USER,
                cluster.password(),
                settings.port(Port.POSTGRES),
                PostgresPart.FACTORY_DATABASE);
    Map<String, String> shared = shared(settings, kafka);
    List<Part> services = new ServiceParts(settings, shared, caches).all(database);
    parts.addAll(services);
    if (settings.nodes() == FactorySettings.ALL_NODES) {
      Set<String> after = new HashSet<>(Set.of(KafkaPart.NAME, RegistryPart.NAME));
      services.forEach(service -> after.add(service.name()));
      parts.addAll(TypeNodeParts.in(settings.home(), shared, after));
    }
    return new Factory(List.copyOf(parts), kafka);
  }

  /// What runs on a machine that has joined a factory elsewhere: its crawler.
  static Factory worker(FactorySettings settings, Membership membership, AotCaches caches)
      throws IOException {
    KafkaSettings kafka =
        new KafkaSettings(membership.bootstrapServers(), membership.registryUrl());
    Map<String, String> shared = shared(settings, kafka);
    shared.put("SYSTEM_ROLE", "worker");
    shared.put("NODE_ID", membership.nodeId());
    return new Factory(List.of(new ServiceParts(settings, shared, caches).worker()), kafka);
  }

  private static Map<String, String> shared(FactorySettings settings, KafkaSettings kafka)
      throws IOException {
    Map<String, String> shared = new HashMap<>();
    shared.put("FACTORY_HOME", settings.home().toString());
    shared.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    shared.put("SCHEMA_REGISTRY_URL", kafka.registryUrl());
    settings.ports().forEach((port, number) -> shared.put(port.setting(), number.toString()));
    shared.put("INFERENCE_URL", "http://127.0.0.1:" + settings.port(Port.INFERENCE));
    // One arena per core and thread makes native memory grow far beyond what is used.
    shared.put("MALLOC_ARENA_MAX", "2");
    Files.createDirectories(settings.home());
    return shared;
  }
}
