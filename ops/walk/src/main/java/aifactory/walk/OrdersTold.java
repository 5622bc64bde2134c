package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.wire.EventTail;
import aifactory.wire.EventTail.From;
import aifactory.wire.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// How often each order stands in its topic.
final class OrdersTold implements AutoCloseable {
  private final Map<String, Integer> times = new ConcurrentHashMap<>();
  private final Set<String> policies = ConcurrentHashMap.newKeySet();
  private final EventTail tail;

  OrdersTold(KafkaSettings kafka) {
    tail =
        EventTail.named("walk-orders", kafka)
            .on(
                Topics.POLICY_SOURCES,
                From.START,
                received -> {
                  policies.add(received.event().getPattern());
                  count(received.event().getEventId());
                })
            .on(
                Topics.CORPUS_TAKEDOWN,
                From.START,
                received -> count(received.event().getEventId()))
            .on(Topics.CRAWL_SOURCES, From.START, received -> count(received.event().getSourceId()))
            .on(
                Topics.NODE_COMMANDS,
                From.START,
                received -> count(received.event().getCommandId()))
            .start();
  }

  private void count(String id) {
    times.merge(id, 1, Integer::sum);
  }

  /// How many of these orders are in a topic.
  int among(Collection<String> ids) {
    return (int) ids.stream().filter(times::containsKey).count();
  }

  /// Patterns of all policies told.
  Set<String> policies() {
    return new TreeSet<>(policies);
  }

  int total() {
    return times.size();
  }

  /// Ids of orders that were told more than once.
  List<String> repeated() {
    return times.entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Waits until everything that is in the topics now was read.
  void settle(KafkaSettings kafka, Duration limit) {
    try (KafkaConsumer<byte[], byte[]> log =
        new KafkaConsumer<>(kafka.consumer("walk-orders-end"))) {
      Set<TopicPartition> partitions =
          Stream.of(
                  Topics.POLICY_SOURCES,
                  Topics.CORPUS_TAKEDOWN,
                  Topics.CRAWL_SOURCES,
                  Topics.NODE_COMMANDS)
              .flatMap(topic -> log.partitionsFor(topic.name()).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .collect(Collectors.toSet());
      Map<TopicPartition, Long> ends = log.endOffsets(partitions);
      // A transaction's marker stands behind its last record: the tail is at most one before the
      // end.
      Await.until(
          "the topics are read to their end",
          limit,
          () ->
              ends.entrySet().stream()
                  .allMatch(end ->
                      tail.positions().getOrDefault(end.getKey(), 0L) >= end.getValue() - 1));
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
