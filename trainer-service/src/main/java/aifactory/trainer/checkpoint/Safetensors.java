package aifactory.trainer.checkpoint;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.model.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The safetensors format; 32-bit floats are written, 16-bit ones are read as well: 8 bytes header
/// length (little endian), a JSON header with type, shape and offsets of each tensor, then the
/// bytes. Names in code point order.
public final class Safetensors {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 100_000_000; // the format's own limit
  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /// Number types that are written.
  public enum Type {
    F32(Float.BYTES),
    F16(Short.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    private void put(float[] values, int from, int count, ByteBuffer block) {
      block.clear();
      if (this == F32) {
        block.asFloatBuffer().put(values, from, count);
        block.limit(count * bytes);
        return;
      }
      for (int i = from; i < from + count; i++) {
        block.putShort(Float.floatToFloat16(values[i]));
      }
      block.flip();
    }
  }

  /// Writes a new file of 32-bit floats and makes it durable.
  public static void write(Path file, SortedMap<String, Tensor> tensors, Map<String, String> notes)
      throws IOException {
    write(file, tensors, notes, Type.F32);
  }

  /// Writes a new file and makes it durable.
  public static void write(
      Path file, SortedMap<String, Tensor> tensors, Map<String, String> notes, Type type)
      throws IOException {
    byte[] header = header(tensors, notes, type);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      block.putLong(header.length);
      drain(channel, block.flip());
      drain(channel, ByteBuffer.wrap(header));
      for (Tensor tensor : tensors.values()) {
        float[] values = tensor.values();
        for (int from = 0; from < values.length; from += BLOCK_BYTES / Float.BYTES) {
          int count = Math.min(BLOCK_BYTES / Float.BYTES, values.length - from);
          type.put(values, from, count, block);
          drain(channel, block);
        }
      }
      channel.force(true);
    }
  }

  private static byte[] header(
      SortedMap<String, Tensor> tensors, Map<String, String> notes, Type type) {
    Map<String, Object> entries = new TreeMap<>();
    entries.put(METADATA, notes);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long end = offset + (long) entry.getValue().values().length * type.bytes;
      entries.put(
          entry.getKey(),
          Map.of(
              "dtype", type.name(),
              "shape", entry.getValue().shape(),
              "data_offsets", List.of(offset, end)));
      offset = end;
    }
    byte[] json = CanonicalJson.write(entries).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8; // spaces, so that the numbers start aligned
    byte[] header = Arrays.copyOf(json, padded);
    Arrays.fill(header, json.length, padded, (byte) ' ');
    return header;
  }

  private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Reads all tensors of a file.
  ///
  /// @throws IOException saying what is broken, with the tensor's name where there is one
  public static SortedMap<String, Tensor> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer length = fill(channel, 0, Long.BYTES, "the header's length");
      long headerBytes = length.getLong();
      if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, channel.size() - 8)) {
        throw new IOException("header of " + headerBytes + " bytes is not possible");
      }
      ByteBuffer bytes = fill(channel, Long.BYTES, (int) headerBytes, "the header");
      JsonNode header = parse(StandardCharsets.UTF_8.decode(bytes).toString());
      SortedMap<String, Tensor> tensors = new TreeMap<>();
      for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!name.equals(METADATA)) {
          tensors.put(name, tensor(channel, Long.BYTES + headerBytes, name, header.get(name)));
        }
      }
      return tensors;
    }
  }

  private static JsonNode parse(String json) throws IOException {
    try {
      return CanonicalJson.read(json, JsonNode.class);
    } catch (IllegalArgumentException e) {
      throw new IOException("header is not JSON", e);
    }
  }

  private static Tensor tensor(FileChannel channel, long base, String name, JsonNode entry)
      throws IOException {
    String type = entry.path("dtype").asText();
    int width = bytesOf(type);
    if (width == 0) {
      throw new IOException("tensor " + name + " is of type " + type + "; read are F32, F16, BF16");
    }
    long[] shape = new long[entry.path("shape").size()];
    Arrays.setAll(shape, i -> entry.path("shape").get(i).asLong(-1));
    long begin = entry.path("data_offsets").path(0).asLong(-1);
    long bytes = entry.path("data_offsets").path(1).asLong(-1) - begin;
    if (begin < 0 || bytes < 0 || bytes > Integer.MAX_VALUE || bytes % width != 0) {
      throw new IOException(
          "tensor " + name + " has impossible offsets " + entry.path("data_offsets"));
    }
    if (numbers(shape) != bytes / width) {
      throw new IOException(
          "tensor %s of shape %s and type %s cannot have %d bytes"
              .formatted(name, Arrays.toString(shape), type, bytes));
    }
    return new Tensor(
        shape, floats(type, fill(channel, base + begin, (int) bytes, "tensor " + name)));
  }

  /// Numbers of a shape; −1 when it is impossible.
  private static long numbers(long... shape) {
    long numbers = 1;
    for (long dimension : shape) {
      if (dimension < 0 || dimension > Integer.MAX_VALUE || numbers > Integer.MAX_VALUE) {
        return -1;
      }
      numbers *= dimension;
    }
    return numbers;
  }

  private static int bytesOf(String type) {
    return switch (type) {
      case "F32" -> Float.BYTES;
      case "F16", "BF16" -> Short.BYTES;
      default -> 0;
    };
  }

  private static float[] floats(String type, ByteBuffer bytes) {
    float[] values = new float[bytes.remaining() / bytesOf(type)];
    switch (type) {
      case "F16" -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.float16ToFloat(bytes.getShort());
        }
      }
      case "BF16" -> { // the upper half of a 32-bit float
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
        }
      }
      default -> bytes.asFloatBuffer().get(values);
    }
    return values;
  }

  private static ByteBuffer fill(FileChannel channel, long position, int count, String what)
      throws IOException {
    if (position + count > channel.size()) {
      throw new IOException("the file ends inside " + what);
    }
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the file ends inside " + what);
      }
    }
    return bytes.flip();
  }
}
