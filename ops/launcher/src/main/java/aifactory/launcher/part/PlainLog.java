package aifactory.launcher.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// One line per log record, warnings and worse only: at INFO Kafka's clients and broker tell their
/// whole configuration again and again.
public final class PlainLog {
  /// Held here because loggers are held weakly and would forget their level.
  private static final Logger ROOT = Logger.getLogger("");

  private static final int LOG_LIMIT_BYTES = 10 * 1024 * 1024;

  private PlainLog() {}

  /// Sets this process's logging; call it before anything logs.
  public static void warningsOnly() {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %3$s %5$s%6$s%n");
    ROOT.setLevel(Level.WARNING);
  }

  /// Sends this process's log records to a file instead of standard error, so that they do not
  /// disturb what a person reads.
  public static void into(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    FileHandler handler = new FileHandler(file.toString(), LOG_LIMIT_BYTES, 2, true);
    handler.setFormatter(new SimpleFormatter());
    for (Handler standard : ROOT.getHandlers()) {
      ROOT.removeHandler(standard);
    }
    ROOT.addHandler(handler);
  }

  /// Only what a person must act on: for short commands.
  public static void severeOnly() {
    warningsOnly();
    ROOT.setLevel(Level.SEVERE);
  }
}
