package aifactory.launcher.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Memory of a process, pages shared with others counted in proportion. Zero where the system does
/// not tell.
public final class ResidentMemory {
  private static final long KIB = 1024;

  private ResidentMemory() {}

  /// Of one process.
  public static long of(ProcessHandle process) {
    Path file = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // it has ended, or this is not Linux
    }
  }

  /// Of a process and all it started.
  public static long ofTree(ProcessHandle process) {
    return of(process) + process.descendants().mapToLong(ResidentMemory::of).sum();
  }
}
