package aifactory.preprocess.normalize;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// One way to misread UTF-8: its bytes taken for the characters of a character set of one byte
/// each. Sequences of such characters are read again as the code point they were.
enum Misreading {
  /// Windows-1252, and Latin-1 where that has control characters.
  WESTERN("windows-1252"),
  CENTRAL("windows-1250"),
  CYRILLIC("windows-1251"),
  BALTIC("windows-1257"),
  LATIN_2("ISO-8859-2"),
  MAC("x-MacRoman"),
  DOS("IBM437");

  private static final int NONE = -1;
  private static final int CONTINUATION = 0x80;
  private static final int FIRST_LEAD = 0xC2;
  private static final int AFTER_LEADS = 0xF5;
  private static final int FIRST_OF_THREE = 0xE0;
  private static final int FIRST_OF_FOUR = 0xF0;
  private static final int UNITS = 1 << 16;
  private static final double NEARLY_ALL = 0.9;

  /// A bit for each misreading in which a character can begin, or continue, a sequence.
  private static final byte[] LEADS = new byte[UNITS];

  private static final byte[] CONTINUATIONS = new byte[UNITS];

  static {
    for (Misreading misreading : values()) {
      misreading.bytes.forEach((unit, value) -> {
        byte bit = (byte) (1 << misreading.ordinal());
        if (value >= FIRST_LEAD && value < AFTER_LEADS) {
          LEADS[unit] |= bit;
        } else if (value < FIRST_LEAD - 2) {
          CONTINUATIONS[unit] |= bit;
        }
      });
    }
  }

  private final Map<Character, Integer> bytes = new HashMap<>();

  Misreading(String charset) {
    Charset set =
        Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.ISO_8859_1;
    for (int value = CONTINUATION; value <= 0xFF; value++) {
      String decoded = new String(new byte[] {(byte) value}, set);
      char unit = decoded.length() != 1 || decoded.charAt(0) == '\uFFFD' ? 0 : decoded.charAt(0);
      bytes.put(unit == 0 ? (char) value : unit, value); // unassigned: kept as control characters
    }
    if (charset.startsWith("windows") || charset.startsWith("ISO")) {
      for (int value = CONTINUATION; value < 0xA0; value++) {
        bytes.putIfAbsent((char) value, value); // half of the text through another table
      }
    }
  }

  /// The misreadings in which a sequence may begin with these two characters, as bits.
  static int possible(char lead, char next) {
    return LEADS[lead] & CONTINUATIONS[next];
  }

  boolean isAmong(int bits) {
    return (bits & 1 << ordinal()) != 0;
  }

  /// Length of the sequence that begins here if it is UTF-8 misread so; 0 if it is not.
  int sequence(String text, int place) {
    int lead = place < text.length() ? byteOf(text.charAt(place)) : NONE;
    if (lead < FIRST_LEAD || lead >= AFTER_LEADS) {
      return 0;
    }
    int length = lead < FIRST_OF_THREE ? 2 : lead < FIRST_OF_FOUR ? 3 : 4;
    if (place + length > text.length()) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      int following = byteOf(text.charAt(place + i));
      if (following < CONTINUATION || following >= FIRST_LEAD - 2) {
        return 0;
      }
    }
    int point = point(text, place, length);
    int least = length == 2 ? CONTINUATION : length == 3 ? 0x800 : 0x10000;
    return point >= least && isCharacter(point) ? length : 0;
  }

  /// The code point that the characters of a sequence were.
  int point(String text, int place, int length) {
    int point = byteOf(text.charAt(place)) & (0xFF >> length + 1);
    for (int i = 1; i < length; i++) {
      point = point << 6 | byteOf(text.charAt(place + i)) & 0x3F;
    }
    return point;
  }

  /// Whether nearly all characters beyond ASCII belong to sequences.
  boolean explains(String text) {
    int beyond = 0;
    int explained = 0;
    for (int i = 0; i < text.length(); ) {
      int length = text.charAt(i) < CONTINUATION ? 1 : Math.max(1, sequence(text, i));
      beyond += text.charAt(i) < CONTINUATION ? 0 : length;
      explained += length == 1 ? 0 : length;
      i += length;
    }
    return explained >= NEARLY_ALL * beyond;
  }

  private static boolean isCharacter(int point) {
    return switch (Character.isValidCodePoint(point) ? Character.getType(point) : 0) {
      case Character.UNASSIGNED, Character.SURROGATE, Character.PRIVATE_USE -> false;
      // Once more misread, these are the second half of a sequence.
      case Character.CONTROL -> point >= CONTINUATION;
      default -> true;
    };
  }

  private int byteOf(char unit) {
    return bytes.getOrDefault(unit, NONE);
  }

  /// A control character that Latin-1 has where Windows-1252 has a mark: what was meant.
  static char western(char control) {
    for (Map.Entry<Character, Integer> entry : WESTERN.bytes.entrySet()) {
      if (entry.getValue() == control && entry.getKey() > 0xFF) {
        return entry.getKey();
      }
    }
    return control;
  }
}
