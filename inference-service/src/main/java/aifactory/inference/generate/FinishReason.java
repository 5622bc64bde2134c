package aifactory.inference.generate;

import java.util.Locale;

/// Why an answer ended.
public enum FinishReason {
  /// The model ended it or a stop string was met.
  STOP,
  /// The token limit was reached.
  LENGTH,
  /// The client went away.
  CANCELLED;

  /// As it is written on the wire.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
