package aifactory.preprocess.totals;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Running totals of this process since its start, for heartbeats and metrics. Not exact over
/// crashes: `corpus.totals` is. Thread-safe.
public final class FlowCounters {
  private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();

  public void add(String name) {
    byName.computeIfAbsent(name, ignored -> new LongAdder()).increment();
  }

  public long of(String name) {
    LongAdder adder = byName.get(name);
    return adder == null ? 0 : adder.sum();
  }

  /// A copy, sorted by name.
  public Map<String, Long> snapshot() {
    Map<String, Long> copy = new TreeMap<>();
    byName.forEach((name, adder) -> copy.put(name, adder.sum()));
    return copy;
  }
}
