package aifactory.contract.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The character set of a document's bytes, decided once for crawler and preprocess: byte order
/// mark, escape sequences of ISO-2022-JP, valid UTF-8 with non-ASCII letters, then what the content
/// type, the document's own `<meta>` or the XML declaration say, if the bytes bear it out, then
/// what the bytes look like.
///
/// Valid UTF-8 outranks the header because a wrong header is common and text in another charset is
/// almost never valid UTF-8 by chance. A declaration that the bytes contradict counts for nothing.
public final class CharsetDecision {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final int ESCAPE = 0x1B;

  private CharsetDecision() {}

  /// Decides for a body with its content type as served.
  public static Charset of(byte[] body, String contentType) {
    Optional<Charset> evident = byteOrderMark(body).or(() -> wide(body));
    if (evident.isPresent()) {
      return evident.get();
    }
    Optional<Charset> declared = declared(body, contentType);
    if (isAscii(body)) {
      return escapes(body).or(() -> declared).orElseGet(() -> fallback(contentType, body));
    }
    if (isUtf8(body) && !declared.filter(charset -> outranksUtf8(charset, body)).isPresent()) {
      return StandardCharsets.UTF_8;
    }
    if (declared.isPresent() && bearsOut(declared.get(), body)) {
      return declared.get();
    }
    return CharsetEvidence.best(body)
        .or(() -> declared)
        .orElseGet(() -> fallback(contentType, body));
  }

  /// The body as text, without its byte order mark; wrong bytes become U+FFFD.
  public static String decoded(byte[] body, String contentType) {
    String text = new String(body, of(body, contentType));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Optional<Charset> declared(byte[] body, String contentType) {
    return DeclaredCharset.inContentType(contentType)
        .or(() -> DeclaredCharset.inXml(body))
        .or(() -> isHtml(contentType) ? DeclaredCharset.inHtml(body) : Optional.empty());
  }

  /// Browsers look for `<meta>` in HTML; what has no type may be HTML.
  private static boolean isHtml(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.isEmpty() || type.contains("html");
  }

  /// Some bytes of East Asian text are valid UTF-8 by chance, as a few Latin or Greek letters.
  /// Where such a charset is declared and fits as well, it is meant.
  private static boolean outranksUtf8(Charset declared, byte[] body) {
    return declared.newEncoder().maxBytesPerChar() > 1
        && !declared.equals(StandardCharsets.UTF_8)
        && CharsetEvidence.readsExactly(declared, body)
        && onlyShortSequences(body);
  }

  private static boolean onlyShortSequences(byte[] body) {
    for (byte value : body) {
      if ((value & 0xFF) >= 0xE0) {
        return false;
      }
    }
    return true;
  }

  private static boolean bearsOut(Charset declared, byte[] body) {
    boolean oneByte = declared.newEncoder().maxBytesPerChar() == 1.0f;
    return oneByte
        ? CharsetEvidence.japanese(body).isEmpty()
        : CharsetEvidence.reads(declared, body);
  }

  /// What a document without a word about its encoding is in: for pages, what browsers take.
  private static Charset fallback(String contentType, byte[] body) {
    boolean page = contentType.toLowerCase(Locale.ROOT).contains("html");
    return page || !isAscii(body) ? WINDOWS_1252 : StandardCharsets.UTF_8;
  }

  private static Optional<Charset> byteOrderMark(byte[] body) {
    if (startsWith(body, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (startsWith(body, 0x00, 0x00, 0xFE, 0xFF)) {
      return Optional.of(UTF_32BE);
    }
    if (startsWith(body, 0xFF, 0xFE, 0x00, 0x00)) {
      return Optional.of(UTF_32LE);
    }
    if (startsWith(body, 0xFE, 0xFF)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    if (startsWith(body, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return Optional.empty();
  }

  /// UTF-16 and UTF-32 without a mark: a document that begins with `<` shows its zero bytes (XML,
  /// appendix F).
  private static Optional<Charset> wide(byte[] body) {
    if (startsWith(body, 0x00, 0x00, 0x00, '<')) {
      return Optional.of(UTF_32BE);
    }
    if (startsWith(body, '<', 0x00, 0x00, 0x00)) {
      return Optional.of(UTF_32LE);
    }
    if (body.length >= 4 && startsWith(body, 0x00, '<', 0x00)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    if (body.length >= 4 && startsWith(body, '<', 0x00) && body[3] == 0) {
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

  private static boolean isAscii(byte[] body) {
    for (byte value : body) {
      if (value < 0) {
        return false;
      }
    }
    return true;
  }

  /// ISO-2022-JP announces each change to Japanese by `ESC $ B` or `ESC $ @`.
  private static Optional<Charset> escapes(byte[] body) {
    for (int i = 0; i + 2 < body.length; i++) {
      if (body[i] == ESCAPE && body[i + 1] == '$' && (body[i + 2] == 'B' || body[i + 2] == '@')) {
        return CharsetLabels.named("ISO-2022-JP");
      }
    }
    return Optional.empty();
  }

  /// Valid to the end, or to a character that is cut off there.
  private static boolean isUtf8(byte[] body) {
    int i = 0;
    while (i < body.length) {
      int following = following(body[i] & 0xFF);
      if (following < 0) {
        return false;
      }
      for (int k = 1; k <= following && i + k < body.length; k++) {
        if ((body[i + k] & 0xC0) != 0x80) {
          return false;
        }
      }
      i += following + 1;
    }
    return true;
  }

  private static int following(int lead) {
    if (lead < 0x80) {
      return 0;
    }
    if (lead < 0xC2 || lead > 0xF4) {
      return -1;
    }
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  }
}
