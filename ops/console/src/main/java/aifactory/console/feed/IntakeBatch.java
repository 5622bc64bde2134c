package aifactory.console.feed;

import aifactory.wire.EventDeserializer;
import aifactory.wire.Received;
import aifactory.wire.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Decodes records of one topic and gives them to its projections. Not thread-safe.
final class IntakeBatch {
  private final Map<String, Reader<?>> readers = new LinkedHashMap<>();

  private static final class Reader<E extends SpecificRecord> {
    private final EventDeserializer<E> reading;
    private final List<Projection<E>> projections = new ArrayList<>();

    private Reader(EventDeserializer<E> reading) {
      this.reading = reading;
    }

    private void apply(Connection connection, List<ConsumerRecord<byte[], byte[]>> records)
        throws SQLException {
      List<Received<E>> events = new ArrayList<>(records.size());
      for (ConsumerRecord<byte[], byte[]> record : records) {
        E event = reading.deserialize(record.topic(), record.value());
        if (event != null) {
          events.add(received(record, event));
        }
      }
      if (events.isEmpty()) {
        return; // nothing but tombstones
      }
      for (Projection<E> projection : projections) {
        projection.apply(connection, events);
      }
    }

    private Received<E> received(ConsumerRecord<byte[], byte[]> record, E event) {
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      return new Received<>(
          record.topic(),
          record.partition(),
          record.offset(),
          key,
          event,
          Instant.ofEpochMilli(record.timestamp()));
    }
  }

  IntakeBatch(SchemaRegistry registry, List<Projection<?>> projections) {
    projections.forEach(projection -> add(registry, projection));
  }

  @SuppressWarnings("unchecked") // a topic's name decides its event class: Topics is the catalogue
  private <E extends SpecificRecord> void add(SchemaRegistry registry, Projection<E> projection) {
    Reader<E> reader =
        (Reader<E>)
            readers.computeIfAbsent(
                projection.topic().name(),
                ignored ->
                    new Reader<>(new EventDeserializer<E>(registry, projection.topic().schema())));
    reader.projections.add(projection);
  }

  List<String> topics() {
    return List.copyOf(readers.keySet());
  }

  /// Writes what these records of one topic mean.
  void apply(Connection connection, String topic, List<ConsumerRecord<byte[], byte[]>> records)
      throws SQLException {
    if (DeadLetterRows.isDeadLetterTopic(topic)) {
      DeadLetterRows.write(connection, records);
      return;
    }
    Reader<?> reader = readers.get(topic);
    if (reader != null) {
      reader.apply(connection, records);
    }
  }
}
