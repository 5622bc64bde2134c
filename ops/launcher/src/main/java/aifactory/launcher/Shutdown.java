package aifactory.launcher;

import aifactory.launcher.part.Orphans;
import aifactory.launcher.settings.FactorySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `down`: asks the launcher to stop everything; ends parts that have no launcher any more.
record Shutdown(FactorySettings settings) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  int run() throws IOException {
    Optional<ProcessHandle> launcher = HomeLock.holder(settings.runDirectory());
    if (launcher.isPresent()) {
      launcher.get().destroy();
      await(launcher.get());
    }
    List<String> ended = Orphans.end(settings.runDirectory());
    if (!ended.isEmpty()) {
      System.out.println("ended what was left: " + String.join(", ", ended));
    } else {
      System.out.println(launcher.isPresent() ? "stopped" : "the factory is not running");
    }
    return 0;
  }

  private static void await(ProcessHandle launcher) {
    try {
      launcher.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      launcher.destroyForcibly(); // its parts are ended by their records next
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
