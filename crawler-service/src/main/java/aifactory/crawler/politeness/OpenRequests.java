package aifactory.crawler.politeness;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Requests that wait for their turn or are under way, so that those to addresses which another
/// fetcher asks from now on can be broken off. Thread-safe.
public final class OpenRequests {
  private final Set<Open> open = ConcurrentHashMap.newKeySet();

  /// A request of the calling thread.
  public final class Open implements AutoCloseable {
    private final String address;
    private final Thread thread = Thread.currentThread();
    private boolean over;
    private boolean brokenOff;

    private Open(String address) {
      this.address = address;
    }

    private synchronized void breakOff() {
      if (!over && !brokenOff) {
        brokenOff = true;
        thread.interrupt();
      }
    }

    /// Whether it was broken off; the interruption that did it is taken back.
    public synchronized boolean isBrokenOff() {
      return brokenOff;
    }

    @Override
    public synchronized void close() {
      over = true;
      open.remove(this);
      if (brokenOff) {
        Thread.interrupted(); // meant for the request, not for what its thread does next
      }
    }
  }

  /// Begins one; the caller closes it.
  public Open begin(String address) {
    Open begun = new Open(address);
    open.add(begun);
    return begun;
  }

  /// Interrupts those whose address is another's.
  ///
  /// @param own whether an address is still ours
  public void breakOff(Predicate<String> own) {
    open.stream().filter(one -> !own.test(one.address)).forEach(Open::breakOff);
  }
}
