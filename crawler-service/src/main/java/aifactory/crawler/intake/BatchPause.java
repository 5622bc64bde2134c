package aifactory.crawler.intake;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The pause between two batches, a batch being what one fetcher takes at once. Batches of local
/// hosts, one's own machine, are followed by none. One thread.
final class BatchPause {
  private final long pauseNanos;
  private final LongSupplier nanos;
  private long since;
  private boolean begun;

  /// @param nanos a clock that only goes forward
  BatchPause(Duration pause, LongSupplier nanos) {
    this.pauseNanos = pause.toNanos();
    this.nanos = nanos;
  }

  /// Whether a batch may be taken.
  boolean isOver() {
    if (begun && nanos.getAsLong() - since >= pauseNanos) {
      begun = false;
    }
    return !begun;
  }

  /// A batch was taken with an attempt at a host of the world.
  void begin() {
    if (pauseNanos > 0) {
      begun = true;
      since = nanos.getAsLong();
    }
  }
}
