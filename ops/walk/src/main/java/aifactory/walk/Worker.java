package aifactory.walk;

import aifactory.launcher.settings.Port;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A second machine that helps a factory, in a home of its own.
final class Worker {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration SILENT = Duration.ofSeconds(60);

  private final Path root;
  private final Path home;
  private final Map<Port, Integer> ports;

  private Worker(Path root, Path home, Map<Port, Integer> ports) {
    this.root = root;
    this.home = home;
    this.ports = ports;
  }

  /// Joins with a token, works, ends, and is cleared away.
  ///
  /// @param clear whether to wait until a silent node may be cleared away
  static void joins(
      Path root, ScratchFactory factory, FactoryRest console, boolean clear, WalkReport report)
      throws Exception {
    String token = console.post("/api/join-tokens", "{}").json().path("token").asText();
    Worker worker = new Worker(root, Files.createTempDirectory("factory-worker-"), Port.free());
    String front = "http://127.0.0.1:" + factory.port("CONSOLE_PORT");
    try {
      int joined = worker.start(token, "join", front).waitFor();
      Path kept = worker.home.resolve("worker.json");
      JsonNode told = new ObjectMapper().readTree(kept.toFile());
      boolean secret = Files.readString(kept).matches("(?is).*(password|postgres).*");
      report.saw(
          "a worker joins with its token",
          told.path("node_id").asText() + (secret ? ", and knows of the database" : ""),
          "joined, told nothing of the database",
          joined == 0 && !secret);
      int again = worker.start(token, "join", front).waitFor();
      report.saw("the token a second time", "exit " + again, "refused", again != 0);
      worker.works(console, told.path("node_id").asText(), clear, report);
    } finally {
      worker.delete();
    }
  }

  private void works(FactoryRest console, String id, boolean clear, WalkReport report)
      throws Exception {
    Process up = start("", "up");
    try {
      Duration took = Await.until("the worker works", LIMIT, () -> isWorking(console, id));
      report.saw("the worker at work", "after %d s".formatted(took.toSeconds()), "running", true);
    } finally {
      up.destroy();
      if (!up.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        up.destroyForcibly();
      }
    }
    if (clear) {
      long silentSince = System.nanoTime();
      Await.until(
          "it has been silent for long",
          LIMIT,
          () -> System.nanoTime() - silentSince > SILENT.toNanos());
      String gone =
          console.post("/api/nodes/cleanup-stale", "{\"older_than_sec\":60}").json().toString();
      boolean cleared = gone.contains(id) && NodesWalk.status(console, id).equals("unknown");
      report.saw("the silent worker cleared away", cleared, "cleared", cleared);
    }
  }

  private static boolean isWorking(FactoryRest console, String id) throws Exception {
    return NodesWalk.nodes(console).stream()
        .anyMatch(node ->
            node.path("node_id").asText().equals(id)
                && node.path("role").asText().equals("worker")
                && node.path("status").asText().equals("running"));
  }

  private Process start(String token, String... words) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                Stream.concat(Stream.of(root.resolve("factory").toString()), Stream.of(words))
                    .toList())
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(words[0] + ".log").toFile());
    command.environment().put("FACTORY_BUILD", "0");
    command.environment().put("FACTORY_HOME", home.toString());
    command.environment().put("JOIN_TOKEN", token);
    ports.forEach(
        (port, number) -> command.environment().put(port.setting(), Integer.toString(number)));
    return command.start();
  }

  private void delete() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
