package aifactory.preprocess.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// When a paused flow has ended what it had in hand: no document was judged for so long that the
/// last one's transaction is committed. Thread-safe.
final class Draining {
  /// Ten times the default commit interval, and longer than the longest document takes.
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final LongSupplier judged;
  private final InstantSource clock;
  private @Nullable Instant quietSince;
  private long lastJudged;

  /// @param judged documents judged so far
  Draining(LongSupplier judged, InstantSource clock) {
    this.judged = judged;
    this.clock = clock;
  }

  synchronized void begin() {
    quietSince = clock.instant();
    lastJudged = judged.getAsLong();
  }

  synchronized void end() {
    quietSince = null;
  }

  synchronized boolean isUnderWay() {
    Instant since = quietSince;
    if (since == null) {
      return false;
    }
    Instant now = clock.instant();
    long judgedNow = judged.getAsLong();
    if (judgedNow != lastJudged) {
      lastJudged = judgedNow;
      quietSince = now;
      return true;
    }
    boolean quiet = Duration.between(since, now).compareTo(QUIET) >= 0;
    if (quiet) {
      quietSince = null;
    }
    return !quiet;
  }
}
