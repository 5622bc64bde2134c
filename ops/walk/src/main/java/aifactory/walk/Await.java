package aifactory.walk;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits for conditions of a running system.
public final class Await {
  private static final Duration STEP = Duration.ofMillis(100);

  private Await() {}

  /// Waits until a condition holds and returns how long that took.
  ///
  /// @throws IllegalStateException naming the condition when the limit passes first
  public static Duration until(String condition, Duration limit, Callable<Boolean> holds) {
    return until(condition, limit, holds, () -> "");
  }

  /// The same, telling what was seen instead when the limit passes first.
  public static Duration until(
      String condition, Duration limit, Callable<Boolean> holds, Supplier<String> seen) {
    long began = System.nanoTime();
    Exception last = null;
    while (System.nanoTime() - began < limit.toNanos()) {
      try {
        if (holds.call()) {
          return Duration.ofNanos(System.nanoTime() - began);
        }
      } catch (IllegalStateException e) {
        throw e;
      } catch (Exception e) {
        last = e; // the system may be restarting: the limit decides
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    throw new IllegalStateException(
        ("not within " + limit + ": " + condition + " " + seen.get()).strip(), last);
  }
}
