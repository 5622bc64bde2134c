package aifactory.crawler.node;

import aifactory.event.FetchEnded;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Running totals of this process, by name. Thread-safe.
public final class CrawlCounters {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  public void add(String name, long amount) {
    counts.computeIfAbsent(name, ignored -> new LongAdder()).add(amount);
  }

  /// Counts an attempt under its outcome's name.
  public void ended(FetchEnded ended) {
    add("attempts", 1);
    add("outcome." + ended.getOutcome(), 1);
    add("bytes", ended.getBytes());
    add("links", ended.getLinks());
  }

  public long of(String name) {
    LongAdder count = counts.get(name);
    return count == null ? 0 : count.sum();
  }

  public Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    counts.forEach((name, count) -> all.put(name, count.sum()));
    return all;
  }
}
