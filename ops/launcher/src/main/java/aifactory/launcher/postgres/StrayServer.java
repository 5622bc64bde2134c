package aifactory.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A server that still serves a data directory although nobody watches it. Its `postmaster.pid`
/// names it.
final class StrayServer {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private StrayServer() {}

  /// Ends it, if there is one; removes a lock file that names no server, which would stop the next
  /// start when another program has taken the id.
  static void end(Path data) throws IOException {
    Path lock = data.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    Optional<ProcessHandle> server = server(Files.readAllLines(lock));
    if (server.isPresent()) {
      interrupt(server.get());
    } else {
      Files.deleteIfExists(lock);
    }
  }

  private static Optional<ProcessHandle> server(List<String> lock) {
    try {
      return ProcessHandle.of(Long.parseLong(lock.getFirst().strip()))
          .filter(ProcessHandle::isAlive)
          .filter(process ->
              process.info().command().map(name -> name.contains("postgres")).orElse(false));
    } catch (NumberFormatException e) {
      return Optional.empty(); // torn lock file
    }
  }

  private static void interrupt(ProcessHandle server) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start();
    try {
      server.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      server.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a stray server ended", e);
    }
  }
}
