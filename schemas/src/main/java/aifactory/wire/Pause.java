package aifactory.wire;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waiting between tries at the edge of the process.
final class Pause {
  private Pause() {}

  /// Waits, then returns twice the pause for the next time.
  static Duration then(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
    return pause.multipliedBy(2);
  }
}
