package aifactory.inference.intake;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.inference.retrieve.AcceptedLog;
import aifactory.wire.EventDeserializer;
import aifactory.wire.KafkaSettings;
import aifactory.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
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

  @Override
  public synchronized Optional<DocumentAccepted> at(int partition, long offset) {
    TopicPartition place = new TopicPartition(TOPIC, partition);
    consumer.assign(List.of(place));
    consumer.seek(place, offset);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == offset ? decoded(record) : Optional.empty();
      }
    }
    return Optional.empty();
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
