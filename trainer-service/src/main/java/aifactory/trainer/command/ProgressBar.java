package aifactory.trainer.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// How far a command is and how long it will take, on standard error: one line that is written over
/// on a terminal, a line now and then elsewhere.
final class ProgressBar {
  private static final int WIDTH = 24;
  private static final long TERMINAL_NANOS = 100_000_000;
  private static final long FILE_NANOS = 5_000_000_000L;
  private final PrintStream err;
  private final String what;
  private final long total;
  private final long began = System.nanoTime();
  private final boolean terminal;
  private long shown;

  ProgressBar(PrintStream err, String what, long total) {
    this.err = err;
    this.what = what;
    this.total = total;
    java.io.@org.jspecify.annotations.Nullable Console terminals = System.console();
    this.terminal = terminals != null && terminals.isTerminal();
  }

  void at(long done, String note) {
    long now = System.nanoTime();
    if (done < total && now - shown < (terminal ? TERMINAL_NANOS : FILE_NANOS) && shown != 0) {
      return;
    }
    shown = now;
    String line = line(done, now - began) + (note.isEmpty() ? "" : "  " + note);
    if (terminal) {
      err.print("\r" + line + "   ");
      if (done >= total) {
        err.println();
      }
    } else {
      err.println(line);
    }
    err.flush();
  }

  private String line(long done, long nanos) {
    int filled = (int) (WIDTH * Math.min(done, total) / Math.max(1, total));
    String eta = done == 0 ? "-" : time(nanos / done * Math.max(0, total - done));
    return "%s [%s%s] %d/%d  ETA %s"
        .formatted(what, "#".repeat(filled), ".".repeat(WIDTH - filled), done, total, eta);
  }

  private static String time(long nanos) {
    Duration left = Duration.ofNanos(nanos);
    return left.toHours() > 0
        ? String.format(Locale.ROOT, "%dh%02dm", left.toHours(), left.toMinutesPart())
        : String.format(Locale.ROOT, "%dm%02ds", left.toMinutes(), left.toSecondsPart());
  }
}
