package aifactory.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slows down whoever guesses secrets: after so many wrong ones within a minute an address is not
/// heard until the oldest of them is a minute ago, right or wrong. Remembers a bounded number of
/// addresses. Thread-safe.
final class GuessLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 10_000;

  private final int most;
  private final InstantSource clock;
  private final Map<String, Deque<Instant>> wrong =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  GuessLimit(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  /// Whether an address is heard now.
  synchronized boolean hears(String address) {
    Deque<Instant> times = wrong.get(address);
    if (times == null) {
      return true;
    }
    Instant since = clock.instant().minus(WINDOW);
    while (!times.isEmpty() && times.getFirst().isBefore(since)) {
      times.removeFirst();
    }
    return times.size() < most;
  }

  /// Notes a wrong secret.
  synchronized void wrong(String address) {
    wrong.computeIfAbsent(address, ignored -> new ArrayDeque<>()).addLast(clock.instant());
  }
}
