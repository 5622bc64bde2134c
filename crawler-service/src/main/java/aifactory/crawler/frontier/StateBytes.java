package aifactory.crawler.frontier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// How state values are written: a version byte, then the fields. Compact, because under
/// exactly-once every value is restored from the changelog after a crash.
final class StateBytes {
  private static final int VERSION = 1;

  private StateBytes() {}

  /// Writes the fields of one value.
  interface Writing<V> {
    void write(V value, DataOutputStream out) throws IOException;
  }

  /// Reads them back in the same order.
  interface Reading<V> {
    V read(DataInputStream in) throws IOException;
  }

  static <V> Serde<V> serde(Writing<V> writing, Reading<V> reading) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : written(value, writing),
        (topic, bytes) -> bytes == null ? null : readBack(bytes, reading));
  }

  static void writeOptional(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  static @Nullable String readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  private static <V> byte[] written(V value, Writing<V> writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      writing.write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static <V> V readBack(byte[] bytes, Reading<V> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalStateException("frontier state of unknown version " + version);
      }
      return reading.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("frontier state is shorter than its fields", e);
    }
  }
}
