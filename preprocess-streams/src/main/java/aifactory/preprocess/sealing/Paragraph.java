package aifactory.preprocess.sealing;

import aifactory.contract.id.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A line of clean text (extractors write a paragraph as one), known by its letters and digits in
/// lower case: neither punctuation nor spacing makes another paragraph of it.
///
/// @param high first 8 bytes of the SHA-256 of its letters and digits
/// @param low the next 8
/// @param start first code point in the text
/// @param end code point after it and the line breaks that follow
/// @param utf8Bytes of all that
record Paragraph(long high, long low, int start, int end, int utf8Bytes) {

  /// The paragraphs that are long enough, in the order of the text.
  static List<Paragraph> of(String text, int minBytes) {
    List<Paragraph> paragraphs = new ArrayList<>();
    int unit = 0;
    int point = 0;
    while (unit < text.length()) {
      int line = text.indexOf('\n', unit);
      int lineEnd = line < 0 ? text.length() : line;
      int next = lineEnd;
      while (next < text.length() && text.charAt(next) == '\n') {
        next++;
      }
      int nextPoint = point + text.codePointCount(unit, next);
      int bytes = utf8Bytes(text, unit, lineEnd);
      if (bytes >= minBytes) {
        String known = letters(text, unit, lineEnd);
        if (!known.isEmpty()) {
          ByteBuffer hash =
              ByteBuffer.wrap(Sha256.digest().digest(known.getBytes(StandardCharsets.UTF_8)));
          paragraphs.add(
              new Paragraph(
                  hash.getLong(), hash.getLong(), point, nextPoint, bytes + next - lineEnd));
        }
      }
      unit = next;
      point = nextPoint;
    }
    return paragraphs;
  }

  /// As events name it.
  String name() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  private static String letters(String text, int from, int to) {
    StringBuilder letters = new StringBuilder(to - from);
    for (int i = from; i < to; ) {
      int point = text.codePointAt(i);
      if (Character.isLetterOrDigit(point)) {
        letters.appendCodePoint(Character.toLowerCase(point));
      }
      i += Character.charCount(point);
    }
    return letters.toString();
  }

  private static int utf8Bytes(String text, int from, int to) {
    int bytes = 0;
    for (int i = from; i < to; i++) {
      char unit = text.charAt(i);
      // A surrogate is half of four bytes.
      bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
    }
    return bytes;
  }
}
