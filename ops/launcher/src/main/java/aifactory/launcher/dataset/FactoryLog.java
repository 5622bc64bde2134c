package aifactory.launcher.dataset;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.PartitionRange;
import aifactory.wire.EventDeserializer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import aifactory.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// The log that dataset versions are ranges of.
public final class FactoryLog {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;

  public FactoryLog(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /// Every version, oldest first.
  public List<DatasetSealed> datasets() {
    List<DatasetSealed> datasets = new ArrayList<>();
    try (EventTail tail =
        EventTail.named("datasets", kafka)
            .on(
                Topics.DATASET_SEALED,
                EventTail.From.START,
                received -> datasets.add(received.event()))
            .start()) {
      tail.awaitCaughtUp(LIMIT);
    }
    datasets.sort(Comparator.comparingLong(DatasetSealed::getNumber));
    return datasets;
  }

  /// Follows what is ordered and registered into a mask; returns when everything so far is in it.
  EventTail follow(Mask mask) {
    EventTail tail =
        EventTail.named("dataset-export", kafka)
            .on(Topics.POLICY_SOURCES, EventTail.From.START, received -> mask.add(received.event()))
            .on(
                Topics.CORPUS_TAKEDOWN,
                EventTail.From.START,
                received -> mask.add(received.event()))
            .on(
                Topics.CORPUS_RETRACTED,
                EventTail.From.START,
                received -> mask.add(received.event()))
            .start();
    tail.awaitCaughtUp(LIMIT);
    return tail;
  }

  /// Reads half-open ranges of offsets, each partition in order, committed records only.
  <E extends SpecificRecord> void read(
      Topic<E> topic, List<PartitionRange> ranges, Consumer<E> reader) {
    if (ranges.isEmpty()) {
      return;
    }
    EventDeserializer<E> reading = new EventDeserializer<>(kafka.registry(), topic.schema());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka.consumer("dataset-" + topic.name()))) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      ranges.forEach(range ->
          ends.put(new TopicPartition(topic.name(), range.getPartition()), range.getEnd()));
      consumer.assign(ends.keySet());
      ranges.forEach(range ->
          consumer.seek(new TopicPartition(topic.name(), range.getPartition()), range.getStart()));
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition place = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < ends.getOrDefault(place, 0L)) {
            deliver(record, reading, reader);
          }
        }
      }
    }
  }

  private static <E extends SpecificRecord> void deliver(
      ConsumerRecord<byte[], byte[]> record, EventDeserializer<E> reading, Consumer<E> reader) {
    try {
      E event = reading.deserialize(record.topic(), record.value());
      if (event != null) {
        reader.accept(event);
      }
    } catch (UnreadableRecordException e) {
      throw new IllegalStateException(
          "record %d of %s cannot be read".formatted(record.offset(), record.topic()), e);
    }
  }
}
