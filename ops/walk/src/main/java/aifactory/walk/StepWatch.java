package aifactory.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/// When each training step began, and what its batch held. The trainer must not be restarted
/// meanwhile: steps are counted since its start.
final class StepWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(25);
  private static final int LOOKED_AT = 40;

  private final FactoryRest trainer;
  private final Thread thread;

  /// Step → when it had begun at the latest, as `System.nanoTime()`.
  private final ConcurrentSkipListMap<Long, Long> began = new ConcurrentSkipListMap<>();

  private volatile boolean stopped;
  private volatile String run = "";

  StepWatch(FactoryRest trainer) {
    this.trainer = trainer;
    this.thread = Thread.ofPlatform().daemon(true).name("step-watch").start(this::look);
  }

  /// Name of the run; empty before the first step.
  String run() {
    return run;
  }

  /// Steps done.
  long steps() {
    return began.isEmpty() ? 0 : began.lastKey();
  }

  private void look() {
    while (!stopped) {
      try {
        JsonNode training = trainer.get("/api/training").json();
        long now = System.nanoTime();
        // A step begins when the one before it has ended.
        for (long step = steps() + 1; step <= training.at("/counters/steps").asLong(); step++) {
          began.put(step, now);
        }
        run = training.at("/status/runId").asText("");
      } catch (IOException | IllegalStateException e) {
        // not up yet, or busy: the next look counts
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(EVERY.toNanos());
    }
  }

  /// Steps that began between two moments.
  NavigableMap<Long, Long> between(long from, long to) {
    NavigableMap<Long, Long> found = new ConcurrentSkipListMap<>();
    began.forEach((step, at) -> {
      if (at - from > 0 && to - at > 0) {
        found.put(step, at);
      }
    });
    return found;
  }

  /// Whether the batch of a step holds the target.
  boolean holds(long step, Target target) throws IOException, InterruptedException {
    FactoryRest.Answer answer = trainer.get("/api/batch?run=" + run + "&step=" + step);
    if (answer.status() != 200) {
      throw new IllegalStateException("batch of step " + step + ": " + answer.body());
    }
    for (JsonNode piece : answer.json().path("pieces")) {
      if (target.isIn(piece)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the batch of the newest step holds the target.
  boolean holdsNow(Target target) throws IOException, InterruptedException {
    long newest = steps();
    return newest > 0 && holds(newest, target);
  }

  /// When the last batch with the target began, of the first steps after an order.
  ///
  /// @return `System.nanoTime()`; empty when none held it
  OptionalLong lastBatchWith(Target target, long ordered, long until)
      throws IOException, InterruptedException {
    OptionalLong last = OptionalLong.empty();
    int looked = 0;
    for (var step : between(ordered, until).entrySet()) {
      if (looked++ < LOOKED_AT && holds(step.getKey(), target)) {
        last = OptionalLong.of(step.getValue());
      }
    }
    return last;
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
