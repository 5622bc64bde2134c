package aifactory.crawler.politeness;

import java.util.concurrent.Semaphore;

/// Requests at once, over all hosts: who comes first is served first. The bound may fall and rise
/// while requests run; those beyond a new bound end as they would. Thread-safe.
public final class RequestSlots {
  private final Slots slots;
  private int bound;

  /// @param bound at least 1
  public RequestSlots(int bound) {
    this.bound = bound;
    this.slots = new Slots(bound);
  }

  /// Waits for a slot.
  public void acquire() throws InterruptedException {
    slots.acquire();
  }

  /// Gives a slot back.
  public void release() {
    slots.release();
  }

  /// From now on at most so many at once.
  ///
  /// @param requests at least 1
  /// @return the bound until now
  public synchronized int resize(int requests) {
    int before = bound;
    if (requests > before) {
      slots.release(requests - before);
    } else {
      slots.reducePermits(before - requests);
    }
    bound = requests;
    return before;
  }

  /// The bound in force.
  public synchronized int bound() {
    return bound;
  }

  /// A semaphore keeps to itself that it can shrink.
  private static final class Slots extends Semaphore {
    private static final long serialVersionUID = 1L;

    Slots(int permits) {
      super(permits, true);
    }

    @Override
    protected void reducePermits(int reduction) {
      super.reducePermits(reduction);
    }
  }
}
