package aifactory.launcher;

import aifactory.launcher.kafka.KafkaPart;
import aifactory.launcher.part.AotCaches;
import aifactory.launcher.part.PlainLog;
import aifactory.launcher.part.Supervision;
import aifactory.launcher.postgres.PostgresCluster;
import aifactory.launcher.postgres.PostgresPart;
import aifactory.launcher.registry.RegistryPart;
import aifactory.launcher.settings.Port;
import aifactory.wire.KafkaSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// Main class behind the test bed: broker, database and registry on free ports for as long as
/// another process lives, then nothing is left.
///
/// Arguments: directory, process id to watch, `ops/launcher/target`.
final class TestPlatform {
  private TestPlatform() {}

  public static void main(String[] arguments) throws IOException {
    PlainLog.warningsOnly();
    Path home = Path.of(arguments[0]);
    ProcessHandle watched = ProcessHandle.of(Long.parseLong(arguments[1])).orElse(null);
    if (watched == null) {
      return; // whoever wanted the platform is gone
    }
    run(home, watched, Path.of(arguments[2]));
  }

  private static void run(Path home, ProcessHandle watched, Path built) throws IOException {
    Map<Port, Integer> free = Port.free();
    List<Integer> ports =
        Stream.of(Port.KAFKA, Port.KAFKA_CONTROLLER, Port.POSTGRES, Port.REGISTRY)
            .map(free::get)
            .toList();
    KafkaSettings clients =
        new KafkaSettings("127.0.0.1:" + ports.get(0), RegistryPart.url(ports.get(3)));
    PostgresCluster cluster =
        new PostgresCluster(home.resolve("postgres"), ports.get(2), built.resolve("postgres"));
    RegistryPart.Storage storage =
        new RegistryPart.Storage(
            cluster.jdbcUrl(PostgresPart.REGISTRY_DATABASE),
            PostgresCluster.USER,
            cluster.password());
    try (Supervision supervision =
        Supervision.start(
            List.of(
                KafkaPart.in(
                    home.resolve("kafka"), ports.get(0), ports.get(1), clients, AotCaches.none()),
                PostgresPart.of(cluster, ports.get(2)),
                RegistryPart.in(
                    built.resolve("registry"),
                    ports.get(3),
                    storage,
                    PostgresPart.NAME,
                    AotCaches.none())),
            home,
            (part, state, message) -> System.err.println(part.name() + " " + state + " " + message),
            InstantSource.system())) {
      Runtime.getRuntime().addShutdownHook(new Thread(supervision::close));
      supervision.awaitReady();
      publish(home, "ready.properties", addresses(clients, cluster));
      watched.onExit().join();
    } catch (CompletionException e) {
      Properties failure = new Properties();
      failure.setProperty("message", String.valueOf(e.getCause()));
      publish(home, "failed.properties", failure);
    }
  }

  private static Properties addresses(KafkaSettings clients, PostgresCluster cluster)
      throws IOException {
    Properties properties = new Properties();
    properties.setProperty("kafka.bootstrapServers", clients.bootstrapServers());
    properties.setProperty("registry.url", clients.registryUrl());
    properties.setProperty("jdbc.url", cluster.jdbcUrl(PostgresPart.FACTORY_DATABASE));
    properties.setProperty("jdbc.user", PostgresCluster.USER);
    properties.setProperty("jdbc.password", cluster.password());
    return properties;
  }

  private static void publish(Path home, String name, Properties properties) throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Path draft = home.resolve(name + ".new");
    Files.writeString(draft, text.toString());
    Files.move(draft, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
