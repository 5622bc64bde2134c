package aifactory.preprocess.normalize;

import java.nio.charset.Charset;
import java.util.Arrays;

/// UTF-8 that somebody read as Windows-1252 is read again as what it was: `donâ€™t` → `don’t`,
/// `cafÃ©` → `café`, `æ—¥æœ¬` → `日本`; also what was misread more than once.
///
/// Only sequences that no spelling produces are touched: two letters like `Ã©`, three like `â€™`,
/// and runs of two or more of the three-letter sequences that CJK text becomes. `«CAFÉ»` and
/// `allé…»` are valid UTF-8, too, if one reads them so, and are left alone.
final class MojibakeRepair implements TextNormalizer {
  private static final int MAX_ROUNDS = 4;
  private static final int NONE = -1;

  /// Bytes of the characters that Windows-1252 has at 0x80…0x9F, sorted by character.
  private static final char[] HIGH = new char[32];

  private static final byte[] HIGH_BYTES = new byte[32];

  static {
    Charset windows = Charset.forName("windows-1252");
    Integer[] order = new Integer[32];
    char[] characters = new char[32];
    for (int i = 0; i < 32; i++) {
      char decoded = new String(new byte[] {(byte) (0x80 + i)}, windows).charAt(0);
      characters[i] =
          decoded == '\uFFFD' ? (char) (0x80 + i) : decoded; // five bytes are unassigned
      order[i] = i;
    }
    Arrays.sort(order, (a, b) -> Character.compare(characters[a], characters[b]));
    for (int i = 0; i < 32; i++) {
      HIGH[i] = characters[order[i]];
      HIGH_BYTES[i] = (byte) (0x80 + order[i]);
    }
  }

  @Override
  public String normalize(String text) {
    String current = text;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      String next = once(current);
      if (next.equals(current)) {
        return next;
      }
      current = next;
    }
    return current;
  }

  private static String once(String text) {
    StringBuilder repaired = null;
    int copied = 0;
    int place = 0;
    while (place < text.length()) {
      int end = text.charAt(place) < 0xC2 ? place : misread(text, place);
      if (end == place) {
        place++;
        continue;
      }
      repaired = repaired == null ? new StringBuilder(text.length()) : repaired;
      repaired.append(text, copied, place);
      for (int i = place; i < end; ) {
        int length = sequence(text, i);
        repaired.appendCodePoint(point(text, i, length));
        i += length;
      }
      place = end;
      copied = end;
    }
    return repaired == null ? text : repaired.append(text, copied, text.length()).toString();
  }

  /// Where a run of misread sequences that begins here ends; here, if it is none.
  private static int misread(String text, int start) {
    int end = start;
    int sequences = 0;
    boolean certain = false;
    for (int length = sequence(text, end); length > 0; length = sequence(text, end)) {
      certain |= isCertain(text, end, length);
      sequences++;
      end += length;
    }
    boolean wide = sequences >= 2 && end - start >= 3 * sequences;
    return certain || wide ? end : start;
  }

  private static boolean isCertain(String text, int place, int length) {
    char lead = text.charAt(place);
    char second = text.charAt(place + 1);
    return switch (length) {
      case 2 ->
          lead == 'Ã'
                  && second != '»'
                  && second != '”'
                  && second != '’'
                  && second != '…'
                  && second != '\u00A0'
                  && second != '–'
                  && second != '—'
              || lead == 'Â'
                  && second <= '¿'
                  && second != '»'
                  && second != '\u00A0'
                  && second >= '\u00A0';
      case 3 -> lead == 'â' && second == '€';
      default -> lead == 'ð' && second == 'Ÿ';
    };
  }

  /// Length of the sequence that begins here if it is UTF-8 misread; 0 if it is not.
  private static int sequence(String text, int place) {
    int lead = place < text.length() ? byteOf(text.charAt(place)) : NONE;
    int length =
        lead >= 0xC2 && lead < 0xE0
            ? 2
            : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    if (length == 0 || place + length > text.length()) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      int following = byteOf(text.charAt(place + i));
      if (following < 0x80 || following > 0xBF) {
        return 0;
      }
    }
    int point = point(text, place, length);
    boolean shortest = length == 2 || point >= (length == 3 ? 0x800 : 0x10000);
    boolean character = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    return shortest && character ? length : 0;
  }

  private static int point(String text, int place, int length) {
    int point = byteOf(text.charAt(place)) & (0xFF >> length + 1);
    for (int i = 1; i < length; i++) {
      point = point << 6 | byteOf(text.charAt(place + i)) & 0x3F;
    }
    return point;
  }

  private static int byteOf(char c) {
    if (c < 0x80 || c >= 0xA0 && c <= 0xFF) {
      return c;
    }
    int at = Arrays.binarySearch(HIGH, c);
    return at < 0 ? NONE : HIGH_BYTES[at] & 0xFF;
  }
}
