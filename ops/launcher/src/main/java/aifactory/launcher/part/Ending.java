package aifactory.launcher.part;

import java.nio.file.Files;
import java.nio.file.Path;

/// How a process ended, in words that say where to look.
final class Ending {
  /// A process that a signal ended has this and the signal's number as its status.
  private static final int BY_SIGNAL = 128;

  private static final int ABORTED = 6;
  private static final int KILLED = 9;
  private static final int INVALID_MEMORY = 11;

  /// Status of a JVM with `-XX:+ExitOnOutOfMemoryError`.
  private static final int OUT_OF_HEAP = 3;

  private Ending() {}

  /// @param crashReport where a JVM writes its report when native code fails
  static String of(int status, Path crashReport) {
    String ended = "ended with status " + status;
    String report = Files.exists(crashReport) ? "; its report is in " + crashReport : "";
    return switch (status) {
      case OUT_OF_HEAP -> ended + " (perhaps out of heap memory)";
      case BY_SIGNAL + ABORTED, BY_SIGNAL + INVALID_MEMORY ->
          "crashed in native code (status %d)%s".formatted(status, report);
      case BY_SIGNAL + KILLED ->
          "was killed (status %d; by hand, or the machine ran out of memory)".formatted(status);
      default -> ended;
    };
  }
}
