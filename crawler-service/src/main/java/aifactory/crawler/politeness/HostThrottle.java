package aifactory.crawler.politeness;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The second line of politeness, in the fetcher: bounds open requests per host and spaces their
/// starts per host and per address. The frontier spaces hand-outs; only here is known which hosts
/// share an address. Thread-safe.
public final class HostThrottle {
  private static final int MAX_QUIET = 10_000;

  private final InstantSource clock;
  private final Consumer<Duration> wait;
  private final Map<String, Places> open = new HashMap<>();
  private final Map<String, Turn> turns = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private long notBefore;

  /// @param wait lets time pass on the calling thread
  public HostThrottle(InstantSource clock, Consumer<Duration> wait) {
    this.clock = clock;
    this.wait = wait;
  }

  /// What a host allows.
  ///
  /// @param interval between two starts
  /// @param concurrency open requests
  public record Limits(Duration interval, int concurrency) {}

  /// The last start at a host or an address.
  ///
  /// @param last when it was (milliseconds)
  /// @param next no other before this time, as whoever started asked
  private record Turn(long last, long next) {
    private static final Turn NONE = new Turn(Long.MIN_VALUE / 2, Long.MIN_VALUE / 2);

    /// First start that both the last one and the coming one allow.
    private long after(long interval) {
      return Math.max(next, last + interval);
    }
  }

  /// A host's open requests. As many as the latest limits say: after a decrease those above the new
  /// bound end by themselves, and no other enters before.
  private static final class Places extends Semaphore {
    private static final long serialVersionUID = 1L;
    private int size;
    private int users;

    private Places(int size) {
      super(size, true);
      this.size = size;
    }

    private void resize(int wanted) {
      if (wanted > size) {
        release(wanted - size);
      } else {
        reducePermits(size - wanted);
      }
      size = wanted;
    }
  }

  /// Waits for a place among the host's open requests; the caller closes it when done.
  public Place enter(String host, Limits limits) throws InterruptedException {
    Places places = joined(host, limits.concurrency());
    try {
      places.acquire();
    } catch (InterruptedException e) {
      leave(host, places);
      throw e;
    }
    return () -> {
      places.release();
      leave(host, places);
    };
  }

  /// A place among a host's open requests.
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits until a request may start at the host and the address, then counts it as started.
  /// Returns the time in milliseconds that it would have to wait, without counting it, when that is
  /// more than `patience`.
  public OptionalLong awaitStart(String host, String address, Limits limits, Duration patience) {
    long pause = reserve(host, address, limits.interval().toMillis(), patience.toMillis());
    if (pause > patience.toMillis()) {
      return OptionalLong.of(pause);
    }
    if (pause > 0) {
      wait.accept(Duration.ofMillis(pause));
    }
    return OptionalLong.empty();
  }

  /// Nothing starts for this long: another fetcher may have asked the same hosts until now.
  public void hush(Duration time) {
    lock.lock();
    try {
      notBefore = Math.max(notBefore, clock.millis() + time.toMillis());
    } finally {
      lock.unlock();
    }
  }

  private long reserve(String host, String address, long interval, long patience) {
    if (interval == 0) {
      return 0; // one's own machine: neither spaced nor remembered
    }
    lock.lock();
    try {
      long now = clock.millis();
      String hostKey = "host " + host;
      String addressKey = "address " + address;
      long start =
          Math.max(
              Math.max(now, notBefore),
              Math.max(
                  turns.getOrDefault(hostKey, Turn.NONE).after(interval),
                  turns.getOrDefault(addressKey, Turn.NONE).next()));
      if (start - now <= patience) {
        forgetPast(now);
        Turn turn = new Turn(start, start + interval);
        turns.put(hostKey, turn);
        turns.put(addressKey, turn);
      }
      return start - now;
    } finally {
      lock.unlock();
    }
  }

  private Places joined(String host, int concurrency) {
    lock.lock();
    try {
      Places places = open.computeIfAbsent(host, ignored -> new Places(concurrency));
      places.resize(concurrency);
      places.users++;
      return places;
    } finally {
      lock.unlock();
    }
  }

  private void leave(String host, Places places) {
    lock.lock();
    try {
      places.users--;
      if (places.users == 0) {
        open.remove(host);
      }
    } finally {
      lock.unlock();
    }
  }

  private void forgetPast(long now) {
    if (turns.size() > MAX_QUIET) {
      Deque<String> past = new ArrayDeque<>();
      turns.forEach((key, turn) -> {
        if (turn.next() <= now) {
          past.add(key);
        }
      });
      past.forEach(turns::remove);
    }
  }
}
