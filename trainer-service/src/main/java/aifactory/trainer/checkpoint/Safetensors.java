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

/// The safetensors format, 32-bit floats: 8 bytes header length (little endian), a JSON header with
/// type, shape and offsets of each tensor, then the bytes. Names in code point order.
public final class Safetensors {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 100_000_000; // the format's own limit
  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /// Writes a new file and makes it durable.
  public static void write(Path file, SortedMap<String, Tensor> tensors, Map<String, String> notes)
      throws IOException {
    byte[] header = header(tensors, notes);
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
          block.clear();
          block.asFloatBuffer().put(values, from, count);
          drain(channel, block.limit(count * Float.BYTES));
        }
      }
      channel.force(true);
    }
  }

  private static byte[] header(SortedMap<String, Tensor> tensors, Map<String, String> notes) {
    Map<String, Object> entries = new TreeMap<>();
    entries.put(METADATA, notes);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long end = offset + (long) entry.getValue().values().length * Float.BYTES;
      entries.put(
          entry.getKey(),
          Map.of(
              "dtype", "F32",
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
      ByteBuffer length = fill(channel, 0, Long.BYTES, "header length");
      long headerBytes = length.getLong();
      if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, channel.size() - 8)) {
        throw new IOException("header of " + headerBytes + " bytes is not possible");
      }
      ByteBuffer bytes = fill(channel, Long.BYTES, (int) headerBytes, "header");
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
    if (!entry.path("dtype").asText().equals("F32")) {
      throw new IOException(name + " is of type " + entry.path("dtype") + ", only F32 is read");
    }
    long[] shape = new long[entry.path("shape").size()];
    Arrays.setAll(shape, i -> entry.path("shape").get(i).asLong());
    long begin = entry.path("data_offsets").path(0).asLong(-1);
    long bytes = entry.path("data_offsets").path(1).asLong(-1) - begin;
    if (begin < 0 || bytes < 0 || bytes > Integer.MAX_VALUE || bytes % Float.BYTES != 0) {
      throw new IOException(name + " has impossible offsets " + entry.path("data_offsets"));
    }
    float[] values = new float[(int) bytes / Float.BYTES];
    fill(channel, base + begin, (int) bytes, name).asFloatBuffer().get(values);
    try {
      return new Tensor(shape, values);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private static ByteBuffer fill(FileChannel channel, long position, int count, String what)
      throws IOException {
    if (position + count > channel.size()) {
      throw new IOException("file ends inside " + what);
    }
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("file ends inside " + what);
      }
    }
    return bytes.flip();
  }
}
