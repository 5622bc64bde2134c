package aifactory.trainer.gguf;

import aifactory.trainer.model.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An opened GGUF file (versions 2 and 3), mapped into memory. Tensors are read when asked for.
public final class GgufFile implements AutoCloseable {
  static final int MAGIC = 0x46554747; // "GGUF"
  static final int ALIGNMENT = 32;
  private static final int MAX_DIMENSIONS = 4;
  private final Arena arena;
  private final MemorySegment bytes;
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final long dataBegins;

  /// @param shape outermost first, as everywhere in this code (the file has it the other way round)
  /// @param typeCode number type as the file names it
  private record Place(long[] shape, int typeCode, long offset) {}

  private GgufFile(Arena arena, MemorySegment bytes) {
    this.arena = arena;
    this.bytes = bytes;
    this.dataBegins = readHead(new GgufCursor(bytes));
  }

  /// Opens a file and reads its metadata.
  ///
  /// @throws GgufException saying what is wrong where
  public static GgufFile open(Path file) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new GgufFile(
          arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private long readHead(GgufCursor cursor) {
    if (bytes.byteSize() < 24 || cursor.integer("magic") != MAGIC) {
      throw new GgufException("this is no GGUF file: it does not begin with GGUF");
    }
    int version = cursor.integer("version");
    if (version != 2 && version != 3) {
      throw new GgufException("GGUF version " + version + " is not read; known are 2 and 3");
    }
    long tensors = cursor.count("number of tensors");
    long entries = cursor.count("number of metadata entries");
    for (long i = 0; i < entries; i++) {
      String key = cursor.text("a metadata key");
      metadata.put(key, cursor.value("metadata " + key));
    }
    for (long i = 0; i < tensors; i++) {
      readPlace(cursor);
    }
    long alignment =
        metadata.get("general.alignment") instanceof Number n ? n.longValue() : ALIGNMENT;
    if (alignment < 1) {
      throw new GgufException("general.alignment must be positive, is " + alignment);
    }
    return Math.ceilDiv(cursor.position(), alignment) * alignment;
  }

  private void readPlace(GgufCursor cursor) {
    String name = cursor.text("a tensor's name");
    int dimensions = cursor.integer(name);
    if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
      throw new GgufException(name + " has " + dimensions + " dimensions");
    }
    long[] shape = new long[dimensions];
    for (int i = dimensions - 1; i >= 0; i--) {
      shape[i] = cursor.number(name);
    }
    Place place = new Place(shape, cursor.integer(name), cursor.number(name));
    if (places.put(name, place) != null) {
      throw new GgufException(name + " is there twice");
    }
  }

  public Set<String> tensorNames() {
    return places.keySet();
  }

  /// Reads a tensor as 32-bit floats.
  public Tensor tensor(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new GgufException(name + " is missing");
    }
    NumberType type =
        NumberType.ofCode(place.typeCode())
            .orElseThrow(() ->
                new GgufException(
                    "%s is of number type %d, which is not read; known are %s"
                        .formatted(name, place.typeCode(), Arrays.toString(NumberType.values()))));
    long numbers = numbers(name, place.shape());
    long row = place.shape().length == 0 ? 1 : place.shape()[place.shape().length - 1];
    if (!type.splits(row)) {
      throw new GgufException(name + ": rows of " + row + " do not split into blocks of " + type);
    }
    long begins = dataBegins + place.offset();
    if (place.offset() < 0 || begins + type.bytes(numbers) > bytes.byteSize()) {
      throw new GgufException(
          "file ends inside %s: %d bytes from %d, the file has %d"
              .formatted(name, type.bytes(numbers), begins, bytes.byteSize()));
    }
    return new Tensor(place.shape(), type.decode(bytes, begins, (int) numbers));
  }

  private static long numbers(String name, long... shape) {
    long numbers = 1;
    for (long dimension : shape) {
      if (dimension < 1 || dimension > Integer.MAX_VALUE) {
        throw new GgufException(name + " has the impossible shape " + Arrays.toString(shape));
      }
      numbers *= dimension; // at most 2³¹ each and checked after every factor: no overflow
      if (numbers > Integer.MAX_VALUE) {
        throw new GgufException(name + " is too large: " + Arrays.toString(shape));
      }
    }
    return numbers;
  }

  /// The number type of a tensor, if this code knows it.
  public Optional<NumberType> typeOf(String name) {
    return Optional.ofNullable(places.get(name))
        .flatMap(place -> NumberType.ofCode(place.typeCode()));
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(metadata.get(key)).map(String::valueOf);
  }

  public Optional<Number> number(String key) {
    return metadata.get(key) instanceof Number number ? Optional.of(number) : Optional.empty();
  }

  public Optional<Boolean> flag(String key) {
    return metadata.get(key) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  /// A number that must be there.
  public Number requiredNumber(String key) {
    return number(key).orElseThrow(() -> new GgufException("metadata " + key + " is missing"));
  }

  /// An array; empty when it is not there.
  public List<?> list(String key) {
    return metadata.get(key) instanceof List<?> list ? list : List.of();
  }

  @Override
  public void close() {
    arena.close();
  }
}
