package aifactory.contract.content;

import aifactory.contract.id.Sha256;
import aifactory.event.MaskedParagraph;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/// What a dataset version offers of a text of which paragraphs are masked.
public final class MaskedText {
  private static final byte[] MARK = "masked".getBytes(StandardCharsets.UTF_8);

  private MaskedText() {}

  /// The text without these paragraphs; no white space is left at its end.
  public static String of(String text, List<MaskedParagraph> masked) {
    return masked.isEmpty() ? text : cut(text, masked).stripTrailing();
  }

  /// UTF-8 bytes of these paragraphs and the line breaks after them.
  public static int utf8Bytes(String text, List<MaskedParagraph> masked) {
    return text.getBytes(StandardCharsets.UTF_8).length
        - cut(text, masked).getBytes(StandardCharsets.UTF_8).length;
  }

  private static String cut(String text, List<MaskedParagraph> masked) {
    StringBuilder kept = new StringBuilder(text.length());
    int unit = 0; // of UTF-16, at code point
    int point = 0;
    for (MaskedParagraph paragraph : masked) {
      int start = text.offsetByCodePoints(unit, paragraph.getStart() - point);
      kept.append(text, unit, start);
      unit = text.offsetByCodePoints(start, paragraph.getEnd() - paragraph.getStart());
      point = paragraph.getEnd();
    }
    return kept.append(text, unit, text.length()).toString();
  }

  /// What masks add to the content hash of a dataset version: SHA-256 of the version (hex, UTF-8),
  /// `masked` and start and end of each paragraph (32 bits, big endian).
  public static byte[] hash(String version, List<MaskedParagraph> masked) {
    MessageDigest digest = Sha256.digest();
    digest.update(version.getBytes(StandardCharsets.UTF_8));
    digest.update(MARK);
    ByteBuffer range = ByteBuffer.allocate(2 * Integer.BYTES);
    for (MaskedParagraph paragraph : masked) {
      range.clear().putInt(paragraph.getStart()).putInt(paragraph.getEnd());
      digest.update(range.array());
    }
    return digest.digest();
  }
}
