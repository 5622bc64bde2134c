package aifactory.trainer.gguf;

import aifactory.trainer.model.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Collects metadata and tensors and writes a GGUF file (version 3). Not thread-safe.
public final class GgufWriter {
  private static final int VERSION = 3;
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();

  private record Part(long[] shape, NumberType type, Supplier<Tensor> tensor) {
    long bytes() {
      long numbers = 1;
      for (long dimension : shape) {
        numbers *= dimension;
      }
      return type.bytes(numbers);
    }
  }

  /// Adds a value: text, Integer (unsigned), Float, Boolean, or a list of texts, Integers or
  /// Floats.
  public void put(String key, Object value) {
    metadata.put(key, value);
  }

  /// Adds a tensor, computed when it is written.
  public void put(String name, long[] shape, NumberType type, Supplier<Tensor> tensor) {
    parts.put(name, new Part(shape.clone(), type, tensor));
  }

  /// Writes a new file and makes it durable.
  public void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      drain(channel, ByteBuffer.wrap(head()));
      for (Part part : parts.values()) {
        pad(channel);
        drain(channel, ByteBuffer.wrap(part.type().encode(part.tensor().get().values())));
      }
      pad(channel);
      channel.force(true);
    }
  }

  private static void pad(FileChannel channel) throws IOException {
    long missing = aligned(channel.position()) - channel.position();
    drain(channel, ByteBuffer.allocate((int) missing));
  }

  private static long aligned(long position) {
    return Math.ceilDiv(position, (long) GgufFile.ALIGNMENT) * GgufFile.ALIGNMENT;
  }

  private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private byte[] head() {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    integer(head, GgufFile.MAGIC);
    integer(head, VERSION);
    number(head, parts.size());
    number(head, metadata.size());
    metadata.forEach((key, value) -> {
      text(head, key);
      integer(head, typeOf(value));
      value(head, value);
    });
    long offset = 0;
    for (Map.Entry<String, Part> entry : parts.entrySet()) {
      Part part = entry.getValue();
      text(head, entry.getKey());
      integer(head, part.shape().length);
      for (int i = part.shape().length - 1; i >= 0; i--) {
        number(head, part.shape()[i]);
      }
      integer(head, part.type().code());
      number(head, offset);
      offset = aligned(offset + part.bytes());
    }
    return head.toByteArray();
  }

  private static int typeOf(Object value) {
    return switch (value) {
      case Integer _ -> 4;
      case Float _ -> 6;
      case Boolean _ -> 7;
      case String _ -> 8;
      case List<?> _ -> 9;
      default -> throw new IllegalArgumentException("no GGUF type for " + value.getClass());
    };
  }

  private static void value(ByteArrayOutputStream head, Object value) {
    switch (value) {
      case Integer integer -> integer(head, integer);
      case Float real -> integer(head, Float.floatToRawIntBits(real));
      case Boolean flag -> head.write(flag ? 1 : 0);
      case String text -> text(head, text);
      case List<?> list -> {
        // Signed in lists: token types are int32 in every reader.
        int type = list.isEmpty() ? 8 : typeOf(list.getFirst());
        integer(head, type == 4 ? 5 : type);
        number(head, list.size());
        list.forEach(element -> value(head, element));
      }
      default -> throw new IllegalArgumentException("no GGUF type for " + value.getClass());
    }
  }

  private static void text(ByteArrayOutputStream head, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(head, bytes.length);
    head.writeBytes(bytes);
  }

  private static void integer(ByteArrayOutputStream head, int value) {
    head.writeBytes(little(Integer.BYTES).putInt(value).array());
  }

  private static void number(ByteArrayOutputStream head, long value) {
    head.writeBytes(little(Long.BYTES).putLong(value).array());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
