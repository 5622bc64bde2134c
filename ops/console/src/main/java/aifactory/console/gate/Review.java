package aifactory.console.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at what is tainted whenever an order or a retraction came, several times a second, where
/// the gate is open.
@ApplicationScoped
class Review {
  private static final Logger LOG = LoggerFactory.getLogger(Review.class);
  private static final long EVERY_MILLIS = 200;

  private final TaintFeed feed;
  private final Demotion demotion;
  private @Nullable ScheduledExecutorService watch;

  Review(TaintFeed feed, Demotion demotion) {
    this.feed = feed;
    this.demotion = demotion;
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
    } catch (RuntimeException e) {
      LOG.warn("taints not reviewed, trying again", e); // the schedule must go on
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
