package aifactory.console.outbox;

import aifactory.wire.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// Ids of the outbox rows that the topics hold already: the end of a topic is read when the first
/// row for it comes. Postgres hands out again what was read within the last second before a crash;
/// [#TAIL] records of a partition are far more than that.
final class SentRows {
  private static final long TAIL = 5_000;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaSettings settings;
  private final String name;
  private final Map<String, Set<String>> idsByTopic = new HashMap<>();

  SentRows(KafkaSettings settings, String name) {
    this.settings = settings;
    this.name = name;
  }

  /// Whether the topic held the row when it was first asked about.
  boolean holds(String topic, String id) {
    return idsByTopic.computeIfAbsent(topic, this::read).contains(id);
  }

  private Set<String> read(String topic) {
    Set<String> ids = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> log =
        new KafkaConsumer<>(settings.consumer(name + "-sent"))) {
      List<TopicPartition> partitions =
          log.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      log.assign(partitions);
      Map<TopicPartition, Long> first = log.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = log.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        long end = ends.getOrDefault(partition, 0L);
        log.seek(partition, Math.max(first.getOrDefault(partition, 0L), end - TAIL));
      }
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> log.position(end.getKey()) < end.getValue())) {
        if (System.nanoTime() > limit) {
          throw new IllegalStateException("could not read the end of " + topic);
        }
        for (ConsumerRecord<byte[], byte[]> record : log.poll(POLL)) {
          Header id = record.headers().lastHeader(OutboxPublisher.ID);
          if (id != null) {
            ids.add(new String(id.value(), StandardCharsets.US_ASCII));
          }
        }
      }
    }
    return ids;
  }
}
