package aifactory.wire;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Keeps records that could not be processed: original key and value bytes on `<topic>.dead`, the
/// error in headers. Counts them.
public final class DeadLetters implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String reader;
  private final AtomicLong count = new AtomicLong();

  /// @param reader name of the reader that gave up, written into the headers
  public DeadLetters(KafkaSettings settings, String reader) {
    Properties properties = settings.producer(reader + "-dead-letters");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    this.producer = new KafkaProducer<>(properties);
    this.reader = reader;
  }

  /// Keeps one record; returns when the broker has it.
  public void keep(ConsumerRecord<byte[], byte[]> record, Exception error) {
    ProducerRecord<byte[], byte[]> dead =
        new ProducerRecord<>(
            record.topic() + ".dead", null, record.key(), record.value(), record.headers());
    header(dead, "dead.reader", reader);
    header(dead, "dead.error", error.getClass().getName());
    header(dead, "dead.message", String.valueOf(error.getMessage()));
    header(dead, "dead.partition", Integer.toString(record.partition()));
    header(dead, "dead.offset", Long.toString(record.offset()));
    try {
      producer.send(dead).get();
      count.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while keeping a dead letter", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "could not keep a dead letter of " + record.topic(), e.getCause());
    }
  }

  /// Records kept since start.
  public long count() {
    return count.get();
  }

  private static void header(ProducerRecord<byte[], byte[]> dead, String name, String value) {
    dead.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
