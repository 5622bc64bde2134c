package aifactory.crawler.node;

import aifactory.event.NodeSetting;
import aifactory.node.NodeWork;
import aifactory.node.SettingsInForce;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The crawler as the factory steers it: paused, it takes no new attempts and begins no visits;
/// what is in hand ends. Drained, it says so until that has ended and is published.
public final class CrawlerWork implements NodeWork {
  private final AtomicBoolean running;
  private volatile boolean draining;
  private final CrawlCounters counters;
  private final Supplier<Map<String, Long>> gauges;
  private final BooleanSupplier empty;

  /// @param gauges figures that are read rather than counted
  /// @param empty whether nothing is in hand and nothing is being taken
  public CrawlerWork(
      boolean startsRunning,
      CrawlCounters counters,
      Supplier<Map<String, Long>> gauges,
      BooleanSupplier empty) {
    this.running = new AtomicBoolean(startsRunning);
    this.counters = counters;
    this.gauges = gauges;
    this.empty = empty;
  }

  @Override
  public boolean start() {
    draining = false;
    return running.compareAndSet(false, true);
  }

  @Override
  public boolean stop() {
    draining = false;
    return running.compareAndSet(true, false);
  }

  @Override
  public boolean drain() {
    boolean wasRunning = running.compareAndSet(true, false);
    draining |= wasRunning;
    return wasRunning;
  }

  @Override
  public boolean isDraining() {
    return draining && !empty.getAsBoolean();
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  @Override
  public List<NodeSetting> settings() {
    return SettingsInForce.all();
  }

  @Override
  public Map<String, Long> counters() {
    Map<String, Long> all = new TreeMap<>(counters.all());
    all.putAll(gauges.get());
    return all;
  }
}
