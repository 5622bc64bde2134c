package aifactory.walk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// A further crawler beside a factory's own, with a home of its own, sharing its work.
final class CrawlerNode implements AutoCloseable {
  private final Path home;
  private final Process process;

  private CrawlerNode(Path home, Process process) {
    this.home = home;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
  }

  /// @param settings environment variables, those of the factory's own crawler
  static CrawlerNode start(Path root, ScratchFactory factory, Map<String, String> settings)
      throws IOException {
    Path home = Files.createTempDirectory("factory-crawler-");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            root.resolve("crawler-service/target/quarkus-app/quarkus-run.jar").toString());
    command.environment().putAll(settings);
    command.environment().put("KAFKA_BOOTSTRAP_SERVERS", factory.kafka().bootstrapServers());
    command.environment().put("SCHEMA_REGISTRY_URL", factory.kafka().registryUrl());
    command.environment().put("FACTORY_HOME", home.toString());
    command.environment().put("CRAWLER_PORT", Integer.toString(port));
    command.redirectErrorStream(true).redirectOutput(home.resolve("crawler.log").toFile());
    return new CrawlerNode(home, command.start());
  }

  /// As `kill -9` does.
  void kill() {
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
