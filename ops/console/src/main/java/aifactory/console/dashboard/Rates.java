package aifactory.console.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Speeds from totals: events per second over the last ten seconds. For one thread.
final class Rates {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final double MILLIS = 1000.0;

  private final Map<String, Deque<Reading>> readings = new HashMap<>();

  private record Reading(Instant at, double total) {}

  /// Notes a total and returns the speed at which it grew.
  double perSecond(String name, double total, Instant now) {
    Deque<Reading> window = readings.computeIfAbsent(name, ignored -> new ArrayDeque<>());
    if (!window.isEmpty() && total < window.getLast().total()) {
      window.clear(); // it began anew
    }
    window.addLast(new Reading(now, total));
    while (window.size() > 2 && window.getFirst().at().isBefore(now.minus(WINDOW))) {
      window.removeFirst();
    }
    Reading oldest = window.getFirst();
    double seconds = Duration.between(oldest.at(), now).toMillis() / MILLIS;
    return seconds <= 0 ? 0 : (total - oldest.total()) / seconds;
  }
}
