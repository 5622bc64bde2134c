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
  private final Map<String, Turns> turns = new HashMap<>();
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

  /// Starts at a host or an address (milliseconds): those that are promised, and those that were
  /// made. A thread that wakes up late for what it was promised must not be followed too soon.
  ///
  /// @param last the last promise
  /// @param next no promise before this time, as whoever got the last one asked
  /// @param waiting promises not yet taken
  /// @param begun the last start
  /// @param free no start before this time
  private record Turns(long last, long next, int waiting, long begun, long free) {
    private static final long LONG_AGO = Long.MIN_VALUE / 2;
    private static final Turns NONE = new Turns(LONG_AGO, LONG_AGO, 0, LONG_AGO, LONG_AGO);

    private Turns promised(long start, long interval) {
      return new Turns(start, start + interval, waiting + 1, begun, free);
    }

    private Turns begun(long start, long interval) {
      long behind = start + interval * waiting; // those that wait, and me
      return new Turns(last, Math.max(next, behind), waiting - 1, start, start + interval);
    }

    private Turns sent(long now, long interval) {
      long behind = now + interval * (waiting + 1);
      return new Turns(
          last,
          Math.max(next, behind),
          waiting,
          Math.max(begun, now),
          Math.max(free, now + interval));
    }

    private Turns withdrawn() {
      return new Turns(last, next, waiting - 1, begun, free);
    }

    private boolean isOver(long now) {
      return waiting == 0 && next <= now;
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
  ///
  /// @throws InterruptedException when whoever waits is to stop: it has not started
  public OptionalLong awaitStart(String host, String address, Limits limits, Duration patience)
      throws InterruptedException {
    long pause = reserve(host, address, limits.interval().toMillis(), patience.toMillis());
    if (pause > patience.toMillis()) {
      return OptionalLong.of(pause);
    }
    long start = clock.millis() + pause;
    while (pause > 0) {
      wait.accept(Duration.ofMillis(pause));
      if (Thread.interrupted()) {
        withdraw(host, address);
        throw new InterruptedException("told to stop before its turn");
      }
      pause = begin(host, address, limits.interval().toMillis(), start);
      start += pause;
    }
    return OptionalLong.empty();
  }

  /// The request whose start was counted goes out only now: the next one counts from here.
  public void sent(String host, String address, Limits limits) {
    long interval = limits.interval().toMillis();
    if (interval == 0) {
      return;
    }
    lock.lock();
    try {
      long now = clock.millis();
      turns.computeIfPresent(hostKey(host), (key, turn) -> turn.sent(now, interval));
      turns.computeIfPresent(addressKey(address), (key, turn) -> turn.sent(now, interval));
    } finally {
      lock.unlock();
    }
  }

  /// Counts a start that is made now; returns how long it still has to wait if it must not be.
  ///
  /// @param start when it was to be made
  private long begin(String host, String address, long interval, long start) {
    lock.lock();
    try {
      long now = Math.max(clock.millis(), start);
      Turns ofHost = turns.getOrDefault(hostKey(host), Turns.NONE);
      Turns ofAddress = turns.getOrDefault(addressKey(address), Turns.NONE);
      long ofBoth = Math.max(Math.max(ofHost.free(), ofHost.begun() + interval), ofAddress.free());
      long free = Math.max(ofBoth, notBefore);
      if (free > now) {
        return free - start;
      }
      turns.put(hostKey(host), ofHost.begun(now, interval));
      turns.put(addressKey(address), ofAddress.begun(now, interval));
      return 0;
    } finally {
      lock.unlock();
    }
  }

  private void withdraw(String host, String address) {
    lock.lock();
    try {
      turns.computeIfPresent(hostKey(host), (key, turn) -> turn.withdrawn());
      turns.computeIfPresent(addressKey(address), (key, turn) -> turn.withdrawn());
    } finally {
      lock.unlock();
    }
  }

  private static String hostKey(String host) {
    return "host " + host;
  }

  private static String addressKey(String address) {
    return "address " + address;
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
      Turns ofHost = turns.getOrDefault(hostKey(host), Turns.NONE);
      Turns ofAddress = turns.getOrDefault(addressKey(address), Turns.NONE);
      long hostStart = Math.max(ofHost.next(), ofHost.last() + interval);
      long start = Math.max(Math.max(now, notBefore), Math.max(hostStart, ofAddress.next()));
      if (start - now > patience) {
        return start - now;
      }
      forgetPast(now);
      Turns promisedHost = ofHost.promised(start, interval);
      Turns promisedAddress = ofAddress.promised(start, interval);
      boolean atOnce = start == now;
      turns.put(hostKey(host), atOnce ? promisedHost.begun(now, interval) : promisedHost);
      turns.put(
          addressKey(address), atOnce ? promisedAddress.begun(now, interval) : promisedAddress);
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
        if (turn.isOver(now)) {
          past.add(key);
        }
      });
      past.forEach(turns::remove);
    }
  }
}
