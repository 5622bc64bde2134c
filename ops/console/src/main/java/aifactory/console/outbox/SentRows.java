package aifactory.console.outbox;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
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

/// Ids of the outbox rows that the topics hold already: the end of the console's own topics is read
/// at once, so that no order waits for it, of others when the first row for them comes. Postgres
/// hands out again what was read within the last second before a crash; [#TAIL] records of a
/// partition are far more than that.
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
    List<String> own =
        Topics.ALL.stream()
            .filter(topic -> topic.from().contains("console"))
            .map(Topic::name)
            .toList();
    read(own);
  }

  /// Whether the topic held the row when it was first asked about.
  boolean holds(String topic, String id) {
    if (!idsByTopic.containsKey(topic)) {
      read(List.of(topic));
    }
    return idsByTopic.getOrDefault(topic, Set.of()).contains(id);
  }

  private void read(List<String> topics) {
    Map<String, Set<String>> found = new HashMap<>();
    topics.forEach(topic -> found.put(topic, new HashSet<>()));
    try (KafkaConsumer<byte[], byte[]> log =
        new KafkaConsumer<>(settings.consumer(name + "-sent"))) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> log.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
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
          throw new IllegalStateException("could not read the end of " + topics);
        }
        for (ConsumerRecord<byte[], byte[]> record : log.poll(POLL)) {
          Header id = record.headers().lastHeader(Outbox.ROW_ID);
          Set<String> ids = found.get(record.topic());
          if (id != null && ids != null) {
            ids.add(new String(id.value(), StandardCharsets.US_ASCII));
          }
        }
      }
    }
    idsByTopic.putAll(found);
  }
}
