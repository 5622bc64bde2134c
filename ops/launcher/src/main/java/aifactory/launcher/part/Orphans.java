package aifactory.launcher.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Parts that outlived their launcher, found by the records it left.
public final class Orphans {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String SUFFIX = ".pid";

  private Orphans() {}

  /// Ends every recorded process that still lives and removes the records.
  ///
  /// @param runDirectory where `<part>.pid` files lie
  /// @return names of the parts that were ended
  public static List<String> end(Path runDirectory) throws IOException {
    List<String> ended = new ArrayList<>();
    if (!Files.isDirectory(runDirectory)) {
      return ended;
    }
    try (Stream<Path> files = Files.list(runDirectory)) {
      for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        if (ProcessRecord.read(file).flatMap(ProcessRecord::living).map(Orphans::end).isPresent()) {
          ended.add(name);
        }
        Files.deleteIfExists(file);
      }
    }
    return ended;
  }

  private static ProcessHandle end(ProcessHandle process) {
    process.destroy();
    if (!hasEnded(process, GRACE)) {
      process.destroyForcibly();
      hasEnded(process, GRACE);
    }
    return process;
  }

  /// Waits for a process to end.
  static boolean hasEnded(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
