package aifactory.crawler.politeness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What origins say of themselves, each loaded by one thread at a time and kept until it expires.
/// Thread-safe.
public final class OriginCache<V> {
  private static final int MAX_ORIGINS = 20_000;

  private final InstantSource clock;
  private final Function<V, Duration> life;
  private final Map<String, Entry<V>> entries = new ConcurrentHashMap<>();

  /// @param life how long it is believed
  public OriginCache(Function<V, Duration> life, InstantSource clock) {
    this.clock = clock;
    this.life = life;
  }

  private static final class Entry<V> {
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Loaded<V> loaded;
  }

  private record Loaded<V>(V value, Instant expires) {}

  /// @param origin `http://host:port`
  /// @param loader reads it, knowing what was read last; null = nothing yet
  public V of(String origin, Function<@Nullable V, V> loader) {
    if (entries.size() > MAX_ORIGINS) {
      dropExpired();
    }
    Entry<V> entry = entries.computeIfAbsent(origin, ignored -> new Entry<>());
    Loaded<V> current = entry.loaded;
    if (current != null && isFresh(current)) {
      return current.value();
    }
    entry.loading.lock();
    try {
      Loaded<V> meanwhile = entry.loaded;
      if (meanwhile != null && isFresh(meanwhile)) {
        return meanwhile.value();
      }
      V value = loader.apply(meanwhile == null ? null : meanwhile.value());
      entry.loaded = new Loaded<>(value, clock.instant().plus(life.apply(value)));
      return value;
    } finally {
      entry.loading.unlock();
    }
  }

  private boolean isFresh(@Nullable Loaded<V> loaded) {
    return loaded != null && clock.instant().isBefore(loaded.expires());
  }

  private void dropExpired() {
    entries.values().removeIf(entry -> !isFresh(entry.loaded) && !entry.loading.isLocked());
    if (entries.size() > MAX_ORIGINS) {
      entries.clear(); // they are read again when needed
    }
  }
}
