package aifactory.trainer.loop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets the loop work, pause or end. Commands return at once; the loop looks between two steps.
/// Thread-safe.
public final class WorkGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean open = true;
  private boolean draining;
  private boolean closed;
  private long changes;

  /// The process is ending.
  public static final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("the trainer is stopping");
    }
  }

  /// Opens; false when it was open.
  public boolean start() {
    return set(true);
  }

  /// Pauses; false when it was paused.
  public boolean stop() {
    return set(false);
  }

  /// Pauses once what is in hand is saved; false when it was paused.
  public boolean drain() {
    lock.lock();
    try {
      draining |= open;
      return set(false);
    } finally {
      lock.unlock();
    }
  }

  private boolean set(boolean wanted) {
    lock.lock();
    try {
      boolean moved = open != wanted;
      open = wanted;
      draining &= !wanted;
      changed();
      return moved;
    } finally {
      lock.unlock();
    }
  }

  /// Wakes a loop that waits, so that it looks at what is new.
  void nudge() {
    lock.lock();
    try {
      changed();
    } finally {
      lock.unlock();
    }
  }

  private void changed() {
    changes++;
    changed.signalAll();
  }

  /// Whether it was drained and the loop has not yet come to rest.
  public boolean isDraining() {
    lock.lock();
    try {
      return draining;
    } finally {
      lock.unlock();
    }
  }

  public boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /// Ends the loop at its next look.
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when work is allowed.
  ///
  /// @param rest saves what is in hand; called once when the gate was drained
  /// @param look called first and whenever something is new; what it throws ends the wait
  /// @throws ClosedException when the process is ending
  void await(Runnable rest, Runnable look) {
    for (long seen = looked(rest, look); !isAllowed(seen); ) {
      seen = looked(rest, look);
    }
  }

  private long looked(Runnable rest, Runnable look) {
    long seen = changesSoFar();
    look.run();
    if (isDraining()) {
      rest.run();
      rested();
    }
    return seen;
  }

  private long changesSoFar() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  private void rested() {
    lock.lock();
    try {
      draining = false;
    } finally {
      lock.unlock();
    }
  }

  /// Whether work is allowed; while it is not, waits for the next change.
  private boolean isAllowed(long seen) {
    lock.lock();
    try {
      while (!open && !closed && changes == seen) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new ClosedException();
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a time, or less when a command comes.
  ///
  /// @throws ClosedException when the process is ending
  void pause(Duration time) {
    lock.lock();
    try {
      if (!closed && changed.await(time.toMillis(), TimeUnit.MILLISECONDS) && closed) {
        throw new ClosedException();
      }
      if (closed) {
        throw new ClosedException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedException();
    } finally {
      lock.unlock();
    }
  }
}
