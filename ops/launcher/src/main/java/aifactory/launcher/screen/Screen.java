package aifactory.launcher.screen;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Lines for people. On a terminal the last line is a status that is redrawn in place; elsewhere a
/// status is printed when it changed, twice a minute at most. Thread-safe.
public final class Screen {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final Duration PLAIN_PAUSE = Duration.ofSeconds(30);

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private String status = "";
  private Instant printedAt = Instant.EPOCH;

  Screen(PrintStream out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /// Standard output.
  public static Screen standard() {
    Console console = System.console();
    return new Screen(System.out, console != null && console.isTerminal(), InstantSource.system());
  }

  /// Prints a line that stays.
  public synchronized void line(String text) {
    if (terminal) {
      out.print(CLEAR_LINE);
    }
    out.println(text);
    if (terminal) {
      out.print(status);
    }
    out.flush();
  }

  /// Shows what is going on now.
  public synchronized void status(String text) {
    if (terminal) {
      status = text;
      out.print(CLEAR_LINE + text);
      out.flush();
      return;
    }
    Instant now = clock.instant();
    if (!text.equals(status) && now.isAfter(printedAt.plus(PLAIN_PAUSE))) {
      status = text;
      printedAt = now;
      out.println(text);
      out.flush();
    }
  }
}
