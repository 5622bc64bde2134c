package aifactory.inference.intake;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.inference.retrieve.AcceptedLog;
import aifactory.inference.retrieve.Origin;
import aifactory.wire.EventDeserializer;
import aifactory.wire.KafkaSettings;
import aifactory.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads single records of `corpus.accepted` again, and where that log ends. Thread-safe by lock;
/// seldom used.
final class AcceptedReader implements AcceptedLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptedReader.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  /// Offsets that are read over rather than sought past.
  private static final long NEAR = 500;

  private static final String TOPIC = Topics.CORPUS_ACCEPTED.name();

  private final KafkaSettings settings;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final EventDeserializer<DocumentAccepted> reading;

  AcceptedReader(KafkaSettings settings) {
    this.settings = settings;
    this.consumer = new KafkaConsumer<>(settings.consumer("inference-reread"));
    this.reading = new EventDeserializer<>(settings.registry(), Topics.CORPUS_ACCEPTED.schema());
  }

  /// Which log it is and where it ends.
  record LogEnds(String clusterId, Map<Integer, Long> endOffsets) {}

  synchronized LogEnds ends() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPIC).stream()
            .map(info -> new TopicPartition(TOPIC, info.partition()))
            .toList();
    Map<Integer, Long> ends = new HashMap<>();
    consumer
        .endOffsets(partitions)
        .forEach((partition, offset) -> ends.put(partition.partition(), offset));
    try (Admin admin = Admin.create(settings.producer("inference-cluster-id"))) {
      return new LogEnds(admin.describeCluster().clusterId().get(), ends);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for the cluster id", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not ask for the cluster id", e.getCause());
    }
  }

  /// Places in one partition are read in offset order; what lies close together, in one go.
  @Override
  public synchronized void read(List<Origin> places, BiConsumer<Origin, DocumentAccepted> reader) {
    Map<Integer, NavigableMap<Long, Origin>> byPartition = new TreeMap<>();
    for (Origin place : places) {
      byPartition
          .computeIfAbsent(place.partition(), _ -> new TreeMap<>())
          .put(place.offset(), place);
    }
    byPartition.forEach((partition, wanted) -> read(partition, wanted, reader));
  }

  private void read(
      int number, NavigableMap<Long, Origin> wanted, BiConsumer<Origin, DocumentAccepted> reader) {
    TopicPartition partition = new TopicPartition(TOPIC, number);
    consumer.assign(List.of(partition));
    long position = Long.MIN_VALUE / 2;
    long lastMoved = System.nanoTime();
    Map.Entry<Long, Origin> next = wanted.firstEntry();
    while (next != null && System.nanoTime() - lastMoved < LIMIT.toNanos()) {
      if (next.getKey() - position > NEAR || next.getKey() < position) {
        consumer.seek(partition, next.getKey());
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Origin place = wanted.get(record.offset());
        if (place != null) {
          decoded(record).ifPresent(document -> reader.accept(place, document));
        }
      }
      long now = consumer.position(partition);
      lastMoved = now == position ? lastMoved : System.nanoTime();
      position = now;
      next = wanted.ceilingEntry(now);
    }
    if (next != null) {
      LOG.warn("text not found again partition={} from={}", number, next.getKey());
    }
  }

  private Optional<DocumentAccepted> decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.ofNullable(reading.deserialize(TOPIC, record.value()));
    } catch (UnreadableRecordException e) {
      LOG.warn("unreadable partition={} offset={}", record.partition(), record.offset(), e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
