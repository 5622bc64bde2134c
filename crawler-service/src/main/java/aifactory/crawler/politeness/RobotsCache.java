package aifactory.crawler.politeness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Robots rules per origin, each loaded by one thread at a time and kept until it expires.
/// Thread-safe.
public final class RobotsCache {
  private static final int MAX_ORIGINS = 20_000;

  private final Function<String, RobotsRules> loader;
  private final InstantSource clock;
  private final Duration keep;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  /// @param loader reads the rules of an origin (`http://host:port`) from the network
  /// @param keep how long rules are believed; RFC 9309 allows a day
  public RobotsCache(Function<String, RobotsRules> loader, InstantSource clock, Duration keep) {
    this.loader = loader;
    this.clock = clock;
    this.keep = keep;
  }

  private static final class Entry {
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Loaded loaded;
  }

  private record Loaded(RobotsRules rules, Instant expires) {}

  public RobotsRules of(String origin) {
    if (entries.size() > MAX_ORIGINS) {
      dropExpired();
    }
    Entry entry = entries.computeIfAbsent(origin, ignored -> new Entry());
    Loaded current = entry.loaded;
    if (current != null && isFresh(current)) {
      return current.rules();
    }
    entry.loading.lock();
    try {
      Loaded meanwhile = entry.loaded;
      if (meanwhile != null && isFresh(meanwhile)) {
        return meanwhile.rules();
      }
      RobotsRules rules = loader.apply(origin);
      Duration life = rules.obstacle().map(RobotsRules.Obstacle::retryAfter).orElse(keep);
      entry.loaded = new Loaded(rules, clock.instant().plus(life));
      return rules;
    } finally {
      entry.loading.unlock();
    }
  }

  private boolean isFresh(@Nullable Loaded loaded) {
    return loaded != null && clock.instant().isBefore(loaded.expires());
  }

  private void dropExpired() {
    entries.values().removeIf(entry -> !isFresh(entry.loaded) && !entry.loading.isLocked());
    if (entries.size() > MAX_ORIGINS) {
      entries.clear(); // they are read again when needed
    }
  }
}
