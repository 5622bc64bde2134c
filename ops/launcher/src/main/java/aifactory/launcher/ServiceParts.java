package aifactory.launcher;

import aifactory.launcher.kafka.KafkaPart;
import aifactory.launcher.part.AotCaches;
import aifactory.launcher.part.JavaCommand;
import aifactory.launcher.part.NativeMemory;
import aifactory.launcher.part.Part;
import aifactory.launcher.part.ReadyCheck;
import aifactory.launcher.postgres.PostgresPart;
import aifactory.launcher.settings.FactorySettings;
import aifactory.launcher.settings.Port;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The five services as parts, in flow order.
final class ServiceParts {
  private final FactorySettings settings;
  private final Map<String, String> shared;
  private final AotCaches caches;

  /// @param shared environment that every service gets
  /// @param caches what they do with their AOT caches
  ServiceParts(FactorySettings settings, Map<String, String> shared, AotCaches caches) {
    this.settings = settings;
    this.shared = shared;
    this.caches = caches;
  }

  /// @param databaseUrl the console's database, with user and password
  List<Part> all(String databaseUrl) {
    return Stream.of(
            part(
                "crawler",
                "crawler-service",
                Port.CRAWLER,
                small(160),
                Map.of(),
                Set.of(KafkaPart.NAME)),
            part(
                "preprocess",
                "preprocess-streams",
                Port.PREPROCESS,
                fast(192),
                Map.of(),
                Set.of(KafkaPart.NAME)),
            part(
                "trainer",
                "trainer-service",
                Port.TRAINER,
                fast(256),
                NativeMemory.KEEP_FREED,
                Set.of(KafkaPart.NAME)),
            part(
                "inference",
                "inference-service",
                Port.INFERENCE,
                fast(192),
                Map.of(),
                Set.of(KafkaPart.NAME)),
            part(
                "console",
                "ops/console",
                Port.CONSOLE,
                small(192),
                Map.of("DATABASE_URL", databaseUrl),
                Set.of(KafkaPart.NAME, PostgresPart.NAME)))
        .filter(part -> settings.services().contains(part.name()))
        .toList();
  }

  /// The crawler alone, for a factory whose broker is elsewhere.
  Part worker() {
    return part("crawler", "crawler-service", Port.CRAWLER, small(160), Map.of(), Set.of());
  }

  /// For services that wait more than they compute.
  private static JavaCommand small(int heapMegabytes) {
    return JavaCommand.withHeap(heapMegabytes).quickStart();
  }

  /// For services whose peak speed matters: both compilers.
  private static JavaCommand fast(int heapMegabytes) {
    return JavaCommand.withHeap(heapMegabytes);
  }

  private Part part(
      String name,
      String module,
      Port port,
      JavaCommand java,
      Map<String, String> own,
      Set<String> after) {
    String address = "http://127.0.0.1:" + settings.port(port);
    Path build = settings.root().resolve(module).resolve("target/quarkus-app");
    Map<String, String> environment = new HashMap<>(shared);
    environment.putAll(own);
    return new Part(
        name,
        address,
        java.cached(caches, name, build)
            .reportingCrashes(settings.home(), name)
            .runningJar(build.resolve("quarkus-run.jar")),
        environment,
        // Beside the registry, not after it: a service that is loaded waits for the registry
        // itself.
        after,
        Part.Preparation.NONE,
        ReadyCheck.httpOk(address + "/q/health/ready"),
        Part.StopSignal.TERMINATE);
  }
}
