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
  private boolean closed;

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

  private boolean set(boolean wanted) {
    lock.lock();
    try {
      boolean moved = open != wanted;
      open = wanted;
      changed.signalAll();
      return moved;
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
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when work is allowed.
  ///
  /// @throws ClosedException when the process is ending
  void await() {
    lock.lock();
    try {
      while (!open && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new ClosedException();
      }
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
