package aifactory.launcher.part;

import java.util.logging.Level;
import java.util.logging.Logger;

/// One line per log record, warnings and worse only: at INFO Kafka's clients and broker tell their
/// whole configuration again and again.
public final class PlainLog {
  /// Held here because loggers are held weakly and would forget their level.
  private static final Logger ROOT = Logger.getLogger("");

  private PlainLog() {}

  /// Sets this process's logging; call it before anything logs.
  public static void warningsOnly() {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %3$s %5$s%6$s%n");
    ROOT.setLevel(Level.WARNING);
  }
}
