package aifactory.trainer.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads a GGUF head value by value; every read says what it was for when the file ends inside it.
final class GgufCursor {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_DEPTH = 4;
  private final MemorySegment bytes;
  private long position;

  GgufCursor(MemorySegment bytes) {
    this.bytes = bytes;
  }

  long position() {
    return position;
  }

  private long take(long count, String what) {
    if (count < 0 || count > bytes.byteSize() - position) {
      throw new GgufException("file ends inside " + what);
    }
    long at = position;
    position += count;
    return at;
  }

  int integer(String what) {
    return bytes.get(INT, take(Integer.BYTES, what));
  }

  long number(String what) {
    return bytes.get(LONG, take(Long.BYTES, what));
  }

  /// A count of things of at least one byte each: more than the file has is damage.
  long count(String what) {
    long count = number(what);
    if (count < 0 || count > bytes.byteSize()) {
      throw new GgufException(what + " is impossible: " + count);
    }
    return count;
  }

  String text(String what) {
    long length = count(what);
    byte[] text = new byte[Math.toIntExact(Math.min(length, Integer.MAX_VALUE))];
    MemorySegment.copy(bytes, NumberType.BYTE, take(length, what), text, 0, text.length);
    return new String(text, StandardCharsets.UTF_8);
  }

  Object value(String what) {
    return value(integer(what), what, 0);
  }

  private Object value(int type, String what, int depth) {
    return switch (type) {
      case 0 -> bytes.get(NumberType.BYTE, take(1, what)) & 0xFF;
      case 1 -> (int) bytes.get(NumberType.BYTE, take(1, what));
      case 2 -> bytes.get(NumberType.SHORT, take(2, what)) & 0xFFFF;
      case 3 -> (int) bytes.get(NumberType.SHORT, take(2, what));
      case 4 -> Integer.toUnsignedLong(integer(what));
      case 5 -> integer(what);
      case 6 -> bytes.get(NumberType.FLOAT, take(4, what));
      case 7 -> bytes.get(NumberType.BYTE, take(1, what)) != 0;
      case 8 -> text(what);
      case 9 -> list(what, depth);
      case 10, 11 -> number(what);
      case 12 -> bytes.get(DOUBLE, take(8, what));
      default -> throw new GgufException(what + " has the unknown type " + type);
    };
  }

  private List<Object> list(String what, int depth) {
    if (depth >= MAX_DEPTH) {
      throw new GgufException(what + " is nested too deeply");
    }
    int type = integer(what);
    long count = count(what);
    List<Object> values = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      values.add(value(type, what, depth + 1));
    }
    return values;
  }
}
