package aifactory.inference.answer;

import aifactory.inference.answer.RequestRefusedException.Reason;
import java.util.concurrent.Semaphore;

/// Bounds how many texts are made at once and how many wait; the rest is refused at once, which is
/// kinder than a wait without end. Thread-safe.
public final class GenerationQueue {
  private final Semaphore places;
  private final Semaphore lanes;
  private final int capacity;

  /// @param concurrent texts made at once
  /// @param waiting texts that may wait for their turn
  public GenerationQueue(int concurrent, int waiting) {
    this.capacity = concurrent + waiting;
    this.places = new Semaphore(capacity);
    this.lanes = new Semaphore(concurrent, true);
  }

  /// A place in the queue; close it when the text is made or given up.
  ///
  /// @throws RequestRefusedException when the queue is full
  Place enter() {
    if (!places.tryAcquire()) {
      throw new RequestRefusedException(
          Reason.TOO_MANY_REQUESTS,
          null,
          "%d answers are being made or waited for; try again".formatted(capacity));
    }
    return new Place();
  }

  /// Texts being made or waiting.
  public int length() {
    return capacity - places.availablePermits();
  }

  /// One request's place.
  final class Place implements AutoCloseable {
    private boolean left;

    /// Waits for the turn, runs the work.
    <T> T whenFree(java.util.function.Supplier<T> work) {
      lanes.acquireUninterruptibly();
      try {
        return work.get();
      } finally {
        lanes.release();
      }
    }

    @Override
    public void close() {
      if (!left) {
        left = true;
        places.release();
      }
    }
  }
}
