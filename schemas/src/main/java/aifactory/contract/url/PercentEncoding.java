package aifactory.contract.url;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-encoding with the standard's sets of characters that must not stand for themselves.
enum PercentEncoding {
  C0_CONTROL(""),
  FRAGMENT(" \"<>`"),
  QUERY(" \"#<>"),
  SPECIAL_QUERY(" \"#<>'"),
  PATH(" \"#<>?^`{}"),
  USERINFO(" \"#<>?^`{}/:;=@[\\]|");

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final int ASCII = 0x80;

  private final boolean[] encoded = new boolean[ASCII];

  PercentEncoding(String characters) {
    for (int c = 0; c < ASCII; c++) {
      encoded[c] = c < 0x20 || c == 0x7F || characters.indexOf(c) >= 0;
    }
  }

  /// Appends a code point, encoded if it is in the set or beyond ASCII; half characters become
  /// U+FFFD.
  void append(StringBuilder out, int codePoint) {
    if (codePoint < ASCII) {
      if (encoded[codePoint]) {
        appendByte(out, codePoint);
      } else {
        out.append((char) codePoint);
      }
      return;
    }
    boolean half = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    for (byte value :
        Character.toString(half ? 0xFFFD : codePoint).getBytes(StandardCharsets.UTF_8)) {
      appendByte(out, value & 0xFF);
    }
  }

  String encode(CharSequence text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    append(out, text, 0, text.length());
    return out.toString();
  }

  void append(StringBuilder out, CharSequence text, int from, int to) {
    for (int i = from; i < to; ) {
      int codePoint = Character.codePointAt(text, i);
      append(out, codePoint);
      i += Character.charCount(codePoint);
    }
  }

  private static void appendByte(StringBuilder out, int value) {
    out.append('%').append(HEX[value >> 4]).append(HEX[value & 0xF]);
  }

  /// Decodes `%XX`, then UTF-8 with U+FFFD for what is none.
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return wellFormed(text);
    }
    byte[] bytes = wellFormed(text).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit((char) bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit((char) bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String wellFormed(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
