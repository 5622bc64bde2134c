package aifactory.wire;

import aifactory.contract.topic.Topic;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// Sends events to the topics they belong to. Thread-safe; transactions are for one thread.
public final class EventProducer implements AutoCloseable {
  private final KafkaProducer<String, SpecificRecord> producer;

  private EventProducer(Properties properties) {
    this.producer = new KafkaProducer<>(properties);
  }

  /// An idempotent producer.
  public static EventProducer open(KafkaSettings settings, String clientId) {
    return new EventProducer(settings.producer(clientId));
  }

  /// A transactional producer; fences any other with the same id.
  public static EventProducer transactional(KafkaSettings settings, String transactionalId) {
    EventProducer opened = new EventProducer(settings.transactionalProducer(transactionalId));
    opened.producer.initTransactions();
    return opened;
  }

  /// Sends without waiting.
  public <E extends SpecificRecord> Future<RecordMetadata> send(
      Topic<E> topic, String key, E event) {
    return producer.send(new ProducerRecord<>(topic.name(), key, event));
  }

  /// Sends and waits until every replica has it.
  public <E extends SpecificRecord> RecordMetadata sendAndWait(
      Topic<E> topic, String key, E event) {
    return written(send(topic, key, event));
  }

  /// Waits until every replica has what was sent; where it stands.
  public static RecordMetadata written(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending an event", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not send an event", e.getCause());
    }
  }

  public void beginTransaction() {
    producer.beginTransaction();
  }

  /// Adds a consumer's offsets to the transaction: what was read counts as read only with what was
  /// written.
  public void sendOffsets(
      java.util.Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    producer.sendOffsetsToTransaction(offsets, group);
  }

  public void commitTransaction() {
    producer.commitTransaction();
  }

  public void abortTransaction() {
    producer.abortTransaction();
  }

  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
