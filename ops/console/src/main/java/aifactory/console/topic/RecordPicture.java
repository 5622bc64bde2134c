package aifactory.console.topic;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/// An event as people read it: fields by name, long texts cut, bytes as text where they are text.
final class RecordPicture {
  private static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_LIST = 200;

  private RecordPicture() {}

  static Map<String, @Nullable Object> of(IndexedRecord event) {
    Map<String, @Nullable Object> picture = new LinkedHashMap<>();
    for (Schema.Field field : event.getSchema().getFields()) {
      picture.put(field.name(), value(event.get(field.pos())));
    }
    return picture;
  }

  /// Bytes that nobody could decode, or a body: text if they are UTF-8, else hexadecimal digits.
  static Map<String, @Nullable Object> of(byte[] bytes) {
    int shown = Math.min(bytes.length, LONGEST_TEXT);
    Map<String, @Nullable Object> picture = new LinkedHashMap<>();
    picture.put("bytes", bytes.length);
    picture.put("text", text(bytes, shown));
    return picture;
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case IndexedRecord record -> of(record);
      case Collection<?> list ->
          list.stream().limit(LONGEST_LIST).map(each -> value(each)).toList();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> picture = new LinkedHashMap<>();
        map.forEach((key, each) -> picture.put(String.valueOf(key), value(each)));
        yield picture;
      }
      case ByteBuffer buffer -> {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        yield of(bytes);
      }
      case Number number -> number;
      case Boolean flag -> flag;
      case Instant time -> time.toString();
      default -> cut(value.toString());
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + "… (" + text.length() + " characters)";
  }

  private static String text(byte[] bytes, int shown) {
    try {
      // A cut in the middle of a character is not the bytes' fault: it is replaced.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return new String(bytes, 0, shown, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return java.util.HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(shown, 512));
    }
  }
}
