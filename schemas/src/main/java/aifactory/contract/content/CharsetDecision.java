package aifactory.contract.content;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The character set of a document's bytes, decided once for crawler and preprocess: byte order
/// mark, then valid UTF-8 with non-ASCII letters, then the content type's parameter, then a
/// `<meta>` in the first KiB, then UTF-8.
///
/// Valid UTF-8 outranks the header because a wrong header is common and text in another charset is
/// almost never valid UTF-8 by chance.
public final class CharsetDecision {
  private static final int META_PREFIX_BYTES = 1024;
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?\\s*([^\\s\"'/>;]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern XML_ENCODING =
      Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']+)", Pattern.CASE_INSENSITIVE);

  private CharsetDecision() {}

  /// Decides for a body with its content type as served.
  public static Charset of(byte[] body, String contentType) {
    Optional<Charset> mark = byteOrderMark(body);
    if (mark.isPresent()) {
      return mark.get();
    }
    if (isUtf8BeyondAscii(body)) {
      return StandardCharsets.UTF_8;
    }
    String head =
        new String(body, 0, Math.min(body.length, META_PREFIX_BYTES), StandardCharsets.ISO_8859_1);
    return named(CHARSET, contentType)
        .or(() -> named(CHARSET, head))
        .or(() -> named(XML_ENCODING, head))
        .orElse(StandardCharsets.UTF_8);
  }

  private static Optional<Charset> byteOrderMark(byte[] body) {
    if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (startsWith(body, 0xFE, 0xFF)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    if (startsWith(body, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] body, int... prefix) {
    if (body.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((body[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8BeyondAscii(byte[] body) {
    boolean beyondAscii = false;
    int i = 0;
    while (i < body.length) {
      int lead = body[i] & 0xFF;
      int following =
          lead < 0x80
              ? 0
              : lead >= 0xC2 && lead < 0xE0
                  ? 1
                  : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : -1;
      if (following < 0) {
        return false;
      }
      beyondAscii |= following > 0;
      for (int k = 1; k <= following && i + k < body.length; k++) {
        if ((body[i + k] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += following + 1;
    }
    return beyondAscii;
  }

  private static Optional<Charset> named(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      String name = matcher.group(1);
      // Browsers read these labels as the wider Windows code pages (WHATWG Encoding Standard).
      return Optional.of(
          switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "shift_jis", "shift-jis", "sjis", "x-sjis" -> Charset.forName("windows-31j");
            case "iso-8859-1", "latin1", "us-ascii", "ascii" -> Charset.forName("windows-1252");
            default -> Charset.forName(name);
          });
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
