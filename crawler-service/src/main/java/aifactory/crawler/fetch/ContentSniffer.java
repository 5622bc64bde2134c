package aifactory.crawler.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Content types of bodies that come without a useful one, told from their first bytes (after the
/// WHATWG MIME Sniffing Standard).
final class ContentSniffer {
  private static final int SAMPLE_BYTES = 1445; // the standard's resource header

  private static final Set<String> SAYING_NOTHING =
      Set.of(
          "",
          "application/octet-stream",
          "binary/octet-stream",
          "application/unknown",
          "unknown/unknown",
          "*/*");
  private static final List<String> HTML =
      List.of(
          "<!doctype html",
          "<html",
          "<head",
          "<body",
          "<script",
          "<iframe",
          "<h1",
          "<div",
          "<font",
          "<table",
          "<a ",
          "<a>",
          "<style",
          "<title",
          "<b>",
          "<br",
          "<p>",
          "<p ",
          "<meta",
          "<!--");

  private ContentSniffer() {}

  static boolean saysNothing(String contentType) {
    return SAYING_NOTHING.contains(contentType);
  }

  /// The type that the bytes have.
  static String typeOf(byte[] body) {
    String head =
        new String(body, 0, Math.min(body.length, SAMPLE_BYTES), StandardCharsets.ISO_8859_1);
    if (head.startsWith("%PDF-")) {
      return "application/pdf";
    }
    if (head.startsWith("PK\u0003\u0004")) {
      return packed(head);
    }
    if (isBinary(body)) {
      return "application/octet-stream";
    }
    String text =
        head.replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading().toLowerCase(Locale.ROOT);
    if (HTML.stream().anyMatch(text::startsWith)) {
      return "text/html";
    }
    if (text.startsWith("<?xml")) {
      return text.contains("<html") ? "application/xhtml+xml" : "text/xml";
    }
    return "text/plain";
  }

  private static String packed(String head) {
    if (head.contains("application/epub+zip")) {
      return "application/epub+zip";
    }
    return head.contains("word/") || head.contains("[Content_Types].xml")
        ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        : "application/zip";
  }

  /// Bytes that no text has; UTF-16 begins with its mark.
  private static boolean isBinary(byte[] body) {
    boolean wide =
        body.length > 1
            && (body[0] == (byte) 0xFE && body[1] == (byte) 0xFF
                || body[0] == (byte) 0xFF && body[1] == (byte) 0xFE);
    for (int i = 0; !wide && i < Math.min(body.length, SAMPLE_BYTES); i++) {
      int value = body[i] & 0xFF;
      if (value <= 0x08
          || value == 0x0B
          || value >= 0x0E && value <= 0x1A
          || value >= 0x1C && value <= 0x1F) {
        return true;
      }
    }
    return false;
  }
}
