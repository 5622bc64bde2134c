package aifactory.preprocess.extract;

import aifactory.contract.content.CharsetDecision;
import java.nio.charset.Charset;
import java.util.Locale;

/// Bytes with the type they were served as.
///
/// @param url for relative links, may be empty
/// @param contentType as served, with parameters
public record Content(String url, String contentType, byte[] body) {
  private static final int PREFIX = 4096;
  private static final int WIDE_CHARSET_UNIT = 2;

  /// Type without parameters, lower case; empty when none was given.
  public String mediaType() {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  public Charset charset() {
    return CharsetDecision.of(body, contentType);
  }

  /// The bytes as text; wrong bytes become U+FFFD.
  public String decoded() {
    String text = new String(body, charset());
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /// Share of bytes in the first 4 KiB that no text has: control bytes but white space and escape
  /// (ISO-2022-JP is written with it). 0 for UTF-16 and UTF-32, whose zero bytes are honest.
  public double controlByteShare() {
    int length = Math.min(PREFIX, body.length);
    int control = 0;
    for (int i = 0; i < length; i++) {
      int value = body[i] & 0xFF;
      boolean harmless = value >= 0x20 || value >= 0x09 && value <= 0x0D || value == 0x1B;
      control += harmless ? 0 : 1;
    }
    return control == 0 || isWide(charset()) ? 0 : (double) control / length;
  }

  private static boolean isWide(Charset charset) {
    return charset.newEncoder().averageBytesPerChar() >= WIDE_CHARSET_UNIT
        && charset.name().startsWith("UTF-");
  }
}
