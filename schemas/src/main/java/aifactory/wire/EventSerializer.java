package aifactory.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Writes events in Confluent's wire format: a zero byte, the schema id (4 bytes, big endian), Avro
/// binary. Thread-safe.
public final class EventSerializer<E extends SpecificRecord> implements Serializer<E> {
  /// Client property that names the registry.
  public static final String REGISTRY_URL = "schema.registry.url";

  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 1 + Integer.BYTES;

  private @Nullable SchemaRegistry registry;

  /// For Kafka clients, which call [#configure] next.
  public EventSerializer() {}

  public EventSerializer(SchemaRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = SchemaRegistry.at(String.valueOf(configs.get(REGISTRY_URL)));
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable E event) {
    if (event == null) {
      return null;
    }
    SchemaRegistry known = registry;
    if (known == null) {
      throw new IllegalStateException("EventSerializer was not configured with " + REGISTRY_URL);
    }
    int id = known.idOf(topic + "-value", event.getSchema());
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.write(MAGIC);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new SpecificDatumWriter<E>(event.getSchema(), SpecificData.getForClass(event.getClass()))
          .write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }
}
