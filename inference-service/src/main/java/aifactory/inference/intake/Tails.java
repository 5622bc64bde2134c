package aifactory.inference.intake;

import aifactory.wire.EventTail;
import java.time.Duration;

/// Questions about tails that they do not answer themselves.
final class Tails {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private Tails() {}

  /// Whether a tail has failed, also one that was still catching up.
  static boolean isBroken(EventTail tail) {
    if (tail.isHealthy()) {
      return false;
    }
    try {
      tail.awaitCaughtUp(AT_ONCE);
      return false;
    } catch (IllegalStateException e) {
      return e.getCause() != null; // without a cause it is only not there yet
    }
  }
}
