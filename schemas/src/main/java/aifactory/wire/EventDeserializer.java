package aifactory.wire;

import aifactory.contract.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Reads events in Confluent's wire format, resolving the writer's schema to ours. Thread-safe.
public final class EventDeserializer<E extends SpecificRecord> implements Deserializer<E> {
  /// Finds event classes through our own class loader. Avro's models ask Avro's, which under
  /// Quarkus' test class loaders finds another copy of the same class.
  private static final SpecificData EVENTS =
      new SpecificData(EventDeserializer.class.getClassLoader());

  static {
    EVENTS.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
  }

  private final Map<Schema, Schema> readerSchemas = new ConcurrentHashMap<>();
  private final @Nullable Schema readerSchema;
  private @Nullable SchemaRegistry registry;

  /// For Kafka clients, which call [#configure] next; the reader's schema is the topic's.
  public EventDeserializer() {
    this.readerSchema = null;
  }

  /// @param readerSchema schema to read into; null = the one that the catalogue gives for the topic
  public EventDeserializer(SchemaRegistry registry, @Nullable Schema readerSchema) {
    this.registry = registry;
    this.readerSchema = readerSchema;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = SchemaRegistry.at(String.valueOf(configs.get(EventSerializer.REGISTRY_URL)));
  }

  /// @throws UnreadableRecordException when the bytes are not an event of that topic
  @Override
  public @Nullable E deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < EventSerializer.HEADER_BYTES || bytes[0] != EventSerializer.MAGIC) {
      throw new UnreadableRecordException(
          "not in Confluent's wire format: %d bytes on %s".formatted(bytes.length, topic), null);
    }
    SchemaRegistry known = registry;
    if (known == null) {
      throw new IllegalStateException("EventDeserializer has no registry");
    }
    Schema writer = known.schemaOf(ByteBuffer.wrap(bytes).getInt(1));
    Schema reader = readerOf(topic, writer);
    try {
      SpecificDatumReader<E> datums = new SpecificDatumReader<>(writer, reader, EVENTS);
      return datums.read(
          null,
          DecoderFactory.get()
              .binaryDecoder(
                  bytes,
                  EventSerializer.HEADER_BYTES,
                  bytes.length - EventSerializer.HEADER_BYTES,
                  null));
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      throw new UnreadableRecordException(
          "not a %s: %s".formatted(reader.getName(), e.getMessage()), e);
    }
  }

  private Schema readerOf(String topic, Schema writer) {
    if (readerSchema != null) {
      return readerSchema;
    }
    return readerSchemas.computeIfAbsent(
        writer,
        ignored -> Topics.named(topic).map(known -> (Schema) known.schema()).orElse(writer));
  }
}
