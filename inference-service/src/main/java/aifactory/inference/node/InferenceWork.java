package aifactory.inference.node;

import aifactory.event.NodeSetting;
import aifactory.node.NodeWork;
import aifactory.node.SettingsInForce;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// What the factory steers and counts here: after Shutdown new generations are refused, those under
/// way end; Ignite lets them in again; a node that is drained says so until they have ended.
/// Retrieval and indexing go on. Thread-safe.
public final class InferenceWork implements NodeWork {
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean draining;
  private final Map<String, LongAdder> counted = new ConcurrentHashMap<>();
  private final Map<String, LongSupplier> asked = new ConcurrentHashMap<>();

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
    return draining && underWay.get() > 0;
  }

  /// Lets a generation in, unless the node is paused; whoever is let in must [#leave()].
  public boolean enter() {
    underWay.incrementAndGet(); // before the look: nobody slips in unseen
    if (!running.get()) {
      underWay.decrementAndGet();
      return false;
    }
    return true;
  }

  /// A generation that was let in has ended, however it did.
  public void leave() {
    underWay.decrementAndGet();
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  /// Adds to a running total.
  public void count(String name, long more) {
    counted.computeIfAbsent(name, _ -> new LongAdder()).add(more);
  }

  /// Shows a running total that something else keeps.
  public void show(String name, LongSupplier total) {
    asked.put(name, total);
  }

  @Override
  public List<NodeSetting> settings() {
    return SettingsInForce.all();
  }

  @Override
  public Map<String, Long> counters() {
    Map<String, Long> totals = new TreeMap<>();
    counted.forEach((name, total) -> totals.put(name, total.sum()));
    asked.forEach((name, total) -> totals.put(name, total.getAsLong()));
    return totals;
  }
}
