package aifactory.console.outbox;

import aifactory.wire.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

/// Sends outbox rows as they were written, each once: a batch is one transaction, and a row whose
/// id the topic already holds is passed over. So a batch that Postgres hands out again after a
/// crash, or a replayed outbox, changes nothing. For one thread.
final class OutboxPublisher implements AutoCloseable {
  private static final String TABLE = "outbox";
  private final KafkaProducer<byte[], byte[]> producer;
  private final SentRows sentRows;

  /// Ends whatever an earlier publisher of this name left open; that one can send no more.
  ///
  /// @param name one per database
  OutboxPublisher(KafkaSettings settings, String name) {
    Properties properties = settings.transactionalProducer(name);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    this.producer = new KafkaProducer<>(properties);
    try {
      producer.initTransactions();
      this.sentRows = new SentRows(settings, name);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
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

  /// Publishes rows, all or none, and returns how many were not there yet.
  int publish(List<Struct> rows) throws InterruptedException {
    List<Struct> fresh =
        rows.stream()
            .filter(row -> !sentRows.holds(row.getString("topic"), row.getString("id")))
            .toList();
    if (fresh.isEmpty()) {
      return 0;
    }
    producer.beginTransaction();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Struct row : fresh) {
      sent.add(producer.send(record(row)));
    }
    producer.commitTransaction();
    awaitAcknowledged(sent);
    return fresh.size();
  }

  private static ProducerRecord<byte[], byte[]> record(Struct row) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            row.getString("topic"),
            bytes(row, "event_key"),
            Objects.requireNonNull(bytes(row, "payload"), "an outbox row without payload"));
    String headers = row.getString("headers");
    if (headers != null) {
      RowHeaders.addTo(record.headers(), headers);
    }
    record.headers().add(Outbox.ROW_ID, row.getString("id").getBytes(StandardCharsets.US_ASCII));
    return record;
  }

  private static byte @Nullable [] bytes(Struct row, String column) {
    return switch (row.get(column)) {
      case null -> null;
      case byte[] bytes -> bytes;
      case ByteBuffer buffer -> {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        yield bytes;
      }
      default -> throw new IllegalStateException("outbox " + column + " is not bytes");
    };
  }

  private static void awaitAcknowledged(List<Future<RecordMetadata>> sent)
      throws InterruptedException {
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outbox event was not acknowledged", e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(3));
  }
}
