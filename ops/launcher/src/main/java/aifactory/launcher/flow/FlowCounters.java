package aifactory.launcher.flow;

import aifactory.contract.topic.Topics;
import aifactory.event.NodeBeat;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The newest counters of every service, from its heartbeats. Thread-safe.
public final class FlowCounters implements AutoCloseable {
  private final Map<String, NodeBeat> beats = new ConcurrentHashMap<>();
  private final EventTail tail;

  private FlowCounters(KafkaSettings kafka) {
    this.tail =
        EventTail.named("launcher-heartbeats", kafka)
            .on(
                Topics.NODE_HEARTBEATS,
                EventTail.From.END,
                received -> beats.put(received.event().getService(), received.event()))
            .start();
  }

  /// Follows the heartbeats.
  public static FlowCounters follow(KafkaSettings kafka) {
    return new FlowCounters(kafka);
  }

  /// Counters by service and name.
  public Map<String, Map<String, Long>> byService() {
    Map<String, Map<String, Long>> counters = new TreeMap<>();
    beats.forEach((service, beat) -> counters.put(service, new TreeMap<>(beat.getCounters())));
    return counters;
  }

  @Override
  public void close() {
    tail.close();
  }
}
