package aifactory.inference.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The matrix `embeddings` of a safetensors file, `[tokens, dimensions]` as F32, F16 or I8, mapped
/// and not copied. Integers are taken as they are: vectors are brought to length 1 anyway.
public final class VectorTable {
  private static final String MATRIX = "embeddings";
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private final ByteBuffer bytes;
  private final NumberForm form;
  private final int rows;
  private final int dimensions;

  private VectorTable(ByteBuffer bytes, NumberForm form, int rows, int dimensions) {
    this.bytes = bytes;
    this.form = form;
    this.rows = rows;
    this.dimensions = dimensions;
  }

  private enum NumberForm {
    F32(4),
    F16(2),
    I8(1);

    private final int size;

    NumberForm(int size) {
      this.size = size;
    }

    private float at(ByteBuffer bytes, int index) {
      return switch (this) {
        case F32 -> bytes.getFloat(index * size);
        case F16 -> Float.float16ToFloat(bytes.getShort(index * size));
        case I8 -> bytes.get(index);
      };
    }
  }

  /// @throws IllegalArgumentException when the file is not what it should be
  public static VectorTable read(Path safetensors) {
    try (FileChannel channel = FileChannel.open(safetensors, StandardOpenOption.READ)) {
      ByteBuffer all =
          channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
      long headerBytes = all.remaining() < Long.BYTES ? -1 : all.getLong(0);
      if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, all.capacity() - 8L)) {
        throw new IllegalArgumentException("not a safetensors file: " + safetensors);
      }
      byte[] header = new byte[(int) headerBytes];
      all.get(Long.BYTES, header);
      JsonNode matrix =
          new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8)).path(MATRIX);
      return of(all, Long.BYTES + (int) headerBytes, matrix, safetensors);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + safetensors, e);
    }
  }

  private static VectorTable of(ByteBuffer all, int data, JsonNode matrix, Path file) {
    try {
      NumberForm form = NumberForm.valueOf(matrix.path("dtype").asText());
      int rows = matrix.path("shape").path(0).asInt();
      int dimensions = matrix.path("shape").path(1).asInt();
      int begin = Math.addExact(data, matrix.path("data_offsets").path(0).asInt());
      int length = Math.multiplyExact(Math.multiplyExact(rows, dimensions), form.size);
      ByteBuffer bytes = all.slice(begin, length).order(ByteOrder.LITTLE_ENDIAN);
      return new VectorTable(bytes, form, rows, dimensions);
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "%s has no matrix '%s' of F32, F16 or I8".formatted(file, MATRIX), e);
    }
  }

  int rows() {
    return rows;
  }

  int dimensions() {
    return dimensions;
  }

  /// Adds a row to a vector.
  void addTo(float[] sum, int row) {
    int from = row * dimensions;
    for (int i = 0; i < dimensions; i++) {
      sum[i] += form.at(bytes, from + i);
    }
  }
}
