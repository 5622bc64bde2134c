package aifactory.console.outbox;

import aifactory.wire.KafkaSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// Sends outbox rows as they were written. For one thread.
final class OutboxPublisher implements AutoCloseable {
  private static final String TABLE = "outbox";
  private final KafkaProducer<String, byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  OutboxPublisher(KafkaSettings settings) {
    Properties properties = settings.producer("console-outbox");
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    this.producer = new KafkaProducer<>(properties);
  }

  /// The row of a change that inserted into the outbox; null for deletes, heartbeats and the like.
  static @Nullable Struct inserted(SourceRecord change) {
    if (!(change.value() instanceof Struct envelope)
        || envelope.schema().field("op") == null
        || !"c".equals(envelope.getString("op"))
        || !TABLE.equals(envelope.getStruct("source").getString("table"))) {
      return null;
    }
    return envelope.getStruct("after");
  }

  void send(Struct row) {
    byte[] value =
        switch (row.get("payload")) {
          case byte[] bytes -> bytes;
          case ByteBuffer buffer -> {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            yield bytes;
          }
          case null, default -> throw new IllegalStateException("outbox payload is not bytes");
        };
    sent.add(
        producer.send(
            new ProducerRecord<>(row.getString("topic"), row.getString("event_key"), value)));
  }

  /// Waits until the broker has everything sent since the last call.
  void awaitAcknowledged() throws InterruptedException {
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outbox event was not acknowledged", e.getCause());
    } finally {
      sent.clear();
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(3));
  }
}
