package aifactory.preprocess.topology;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Compact bytes for state and internal topics, which nobody else reads.
final class BinarySerde<T> implements Serde<T> {
  private final Writing<T> writing;
  private final Reading<T> reading;

  BinarySerde(Writing<T> writing, Reading<T> reading) {
    this.writing = writing;
    this.reading = reading;
  }

  /// Writes the members of a value, in order.
  interface Writing<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /// Reads them back.
  interface Reading<T> {
    T read(DataInputStream in) throws IOException;
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : bytes(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : value(bytes);
  }

  private byte[] bytes(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.write(value, out);
    } catch (IOException e) {
      throw new SerializationException("cannot write " + value.getClass().getSimpleName(), e);
    }
    return bytes.toByteArray();
  }

  private T value(byte[] bytes) {
    try {
      return reading.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new SerializationException("cannot read state of %d bytes".formatted(bytes.length), e);
    }
  }

  static void writeNullable(@Nullable String value, DataOutput out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeUTF(value);
    }
  }

  static @Nullable String readNullable(DataInput in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
