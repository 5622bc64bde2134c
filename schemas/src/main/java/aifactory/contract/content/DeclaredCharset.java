package aifactory.contract.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a document says of its own encoding: the pre-scan of the HTML standard ("prescan a byte
/// stream to determine its encoding") and the XML declaration. One use each.
final class DeclaredCharset {
  /// The standard asks for 1,024 bytes; browsers heed a later `<meta>` too, when they come to it.
  private static final int PRESCAN_BYTES = 8 * 1024;

  private static final Pattern XML_ENCODING =
      Pattern.compile(
          "^\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"']+)", Pattern.CASE_INSENSITIVE);

  private static final Pattern CONTENT_CHARSET =
      Pattern.compile("charset\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s;\"']+)", Pattern.CASE_INSENSITIVE);

  private final String head;
  private int at;

  private DeclaredCharset(String head) {
    this.head = head;
  }

  static Optional<Charset> inXml(byte[] body) {
    Matcher matcher = XML_ENCODING.matcher(head(body));
    return matcher.find() ? named(matcher.group(1)) : Optional.empty();
  }

  static Optional<Charset> inHtml(byte[] body) {
    return new DeclaredCharset(head(body)).scan();
  }

  /// `text/html; charset=x` → `x`
  static Optional<Charset> inContentType(String contentType) {
    Matcher matcher = CONTENT_CHARSET.matcher(contentType);
    return matcher.find()
        ? CharsetLabels.named(matcher.group(1).replaceAll("^[\"']|[\"']$", ""))
        : Optional.empty();
  }

  private static String head(byte[] body) {
    return new String(body, 0, Math.min(body.length, PRESCAN_BYTES), StandardCharsets.ISO_8859_1);
  }

  /// Whoever can be read as ASCII so far is not UTF-16, whatever it says.
  private static Optional<Charset> named(String label) {
    return CharsetLabels.named(label)
        .map(charset -> charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset);
  }

  private Optional<Charset> scan() {
    for (at = 0; at < head.length(); at++) {
      if (head.startsWith("<!--", at)) {
        int end = head.indexOf("-->", at + 2);
        if (end < 0) {
          return Optional.empty();
        }
        at = end + 2;
      } else if (startsMeta()) {
        at += "<meta".length();
        Optional<Charset> found = meta();
        if (found.isPresent()) {
          return found;
        }
      } else if (startsTag()) {
        at = tagNameEnd();
        while (attribute() != null) {
          // attributes may hold what looks like a tag
        }
      } else if (head.startsWith("<!", at)
          || head.startsWith("</", at)
          || head.startsWith("<?", at)) {
        int end = head.indexOf('>', at);
        if (end < 0) {
          return Optional.empty();
        }
        at = end;
      }
    }
    return Optional.empty();
  }

  private boolean startsMeta() {
    return head.regionMatches(true, at, "<meta", 0, 5) && (isSpace(at + 5) || c(at + 5) == '/');
  }

  private boolean startsTag() {
    int name = head.startsWith("</", at) ? at + 2 : at + 1;
    return c(at) == '<' && Character.isLetter(c(name)) && c(name) < 0x80;
  }

  private int tagNameEnd() {
    int end = at;
    while (end < head.length() && !isSpace(end) && c(end) != '>') {
      end++;
    }
    return end;
  }

  private Optional<Charset> meta() {
    boolean pragma = false;
    boolean pragmaNeeded = false;
    Optional<Charset> charset = Optional.empty();
    boolean seen = false;
    for (Attribute found = attribute(); found != null; found = attribute()) {
      switch (found.name()) {
        case "http-equiv" -> pragma |= found.value().equals("content-type");
        case "charset" -> {
          charset = named(found.value());
          pragmaNeeded = false;
          seen = true;
        }
        case "content" -> {
          Optional<Charset> inside = inContent(found.value());
          if (!seen && inside.isPresent()) {
            charset = inside;
            pragmaNeeded = true;
            seen = true;
          }
        }
        default -> {}
      }
    }
    if (c(at) != '>') {
      return Optional.empty(); // cut off: whatever it would have said
    }
    return pragmaNeeded && !pragma ? Optional.empty() : charset;
  }

  /// "Extracting a character encoding from a meta element".
  private static Optional<Charset> inContent(String content) {
    Matcher matcher = CONTENT_CHARSET.matcher(content);
    return matcher.find()
        ? named(matcher.group(1).replaceAll("^[\"']|[\"']$", ""))
        : Optional.empty();
  }

  /// An attribute in lower case.
  private record Attribute(String name, String value) {}

  /// "Get an attribute": the next one of the tag; null at its end, where `at` stands on the `>`.
  private @org.jspecify.annotations.Nullable Attribute attribute() {
    while (isSpace(at) || c(at) == '/') {
      at++;
    }
    if (c(at) == '>' || at >= head.length()) {
      return null;
    }
    int start = at;
    while (at < head.length()
        && !isSpace(at)
        && "/>".indexOf(c(at)) < 0
        && !(c(at) == '=' && at > start)) {
      at++;
    }
    String name = lower(start, at);
    while (isSpace(at)) {
      at++;
    }
    if (c(at) != '=') {
      return new Attribute(name, "");
    }
    at++;
    while (isSpace(at)) {
      at++;
    }
    return new Attribute(name, value());
  }

  private String value() {
    char quote = c(at);
    if (quote == '"' || quote == '\'') {
      int end = head.indexOf(quote, at + 1);
      int start = at + 1;
      at = end < 0 ? head.length() : end + 1;
      return lower(start, end < 0 ? start : end);
    }
    int start = at;
    while (at < head.length() && !isSpace(at) && c(at) != '>') {
      at++;
    }
    return lower(start, at);
  }

  private String lower(int from, int to) {
    return head.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private char c(int index) {
    return index < head.length() ? head.charAt(index) : 0;
  }

  private boolean isSpace(int index) {
    return "\t\n\f\r ".indexOf(index < head.length() ? head.charAt(index) : 'x') >= 0;
  }
}
