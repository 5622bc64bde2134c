package aifactory.wire;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waiting between tries at the edge of the process: doubled each time, up to two seconds.
final class Pause {
  static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Pause() {}

  /// Waits, then returns the pause for the next time.
  static Duration then(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }
}
