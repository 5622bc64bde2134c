package aifactory.trainer.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Running totals since process start. Thread-safe.
public final class Counters {
  final AtomicLong steps = new AtomicLong();
  final AtomicLong tokens = new AtomicLong();
  final AtomicLong checkpoints = new AtomicLong();
  final AtomicLong bundles = new AtomicLong();
  final AtomicLong evaluations = new AtomicLong();
  final AtomicLong failures = new AtomicLong();

  public Map<String, Long> snapshot() {
    Map<String, Long> totals = new LinkedHashMap<>();
    totals.put("steps", steps.get());
    totals.put("tokens", tokens.get());
    totals.put("checkpoints", checkpoints.get());
    totals.put("bundles", bundles.get());
    totals.put("evaluations", evaluations.get());
    totals.put("failures", failures.get());
    return totals;
  }
}
