package aifactory.console.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the gate does by the clock, where it is open: several times a second it looks at what is
/// tainted if an order or a retraction came, and every few seconds at candidates that wait.
@ApplicationScoped
class Review {
  private static final Logger LOG = LoggerFactory.getLogger(Review.class);
  private static final long EVERY_MILLIS = 200;
  private static final Duration BETWEEN_WAITING = Duration.ofSeconds(2);

  private final TaintFeed feed;
  private final Demotion demotion;
  private final Gate gate;
  private final InstantSource clock;
  private Instant lookedAtWaiting = Instant.EPOCH;
  private @Nullable ScheduledExecutorService watch;

  Review(TaintFeed feed, Demotion demotion, Gate gate, InstantSource clock) {
    this.feed = feed;
    this.demotion = demotion;
    this.gate = gate;
    this.clock = clock;
  }

  /// Returns when everything ordered so far has been looked at once; the gate opens after it.
  synchronized void start() {
    feed.awaitCaughtUp();
    ScheduledExecutorService made =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gate-review").daemon(true).factory());
    made.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    watch = made;
  }

  private void look() {
    try {
      if (demotion.isDue()) {
        demotion.review();
      }
      Instant now = clock.instant();
      if (gate.anyWaits() && now.isAfter(lookedAtWaiting.plus(BETWEEN_WAITING))) {
        lookedAtWaiting = now;
        gate.askAgain();
      }
    } catch (RuntimeException e) {
      LOG.warn("not reviewed, trying again", e); // the schedule must go on
    }
  }

  synchronized void stop() {
    ScheduledExecutorService open = watch;
    if (open != null) {
      open.close();
    }
    watch = null;
  }
}
