package aifactory.crawler.node;

import aifactory.node.NodeWork;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// The crawler as the factory steers it: paused, it takes no new attempts and begins no visits;
/// what is in hand ends.
public final class CrawlerWork implements NodeWork {
  private final AtomicBoolean running;
  private final CrawlCounters counters;
  private final Supplier<Map<String, Long>> gauges;

  /// @param gauges figures that are read rather than counted
  public CrawlerWork(
      boolean startsRunning, CrawlCounters counters, Supplier<Map<String, Long>> gauges) {
    this.running = new AtomicBoolean(startsRunning);
    this.counters = counters;
    this.gauges = gauges;
  }

  @Override
  public boolean start() {
    return running.compareAndSet(false, true);
  }

  @Override
  public boolean stop() {
    return running.compareAndSet(true, false);
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  @Override
  public Map<String, Long> counters() {
    Map<String, Long> all = new TreeMap<>(counters.all());
    all.putAll(gauges.get());
    return all;
  }
}
