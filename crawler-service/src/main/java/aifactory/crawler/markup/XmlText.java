package aifactory.crawler.markup;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// XML text without its document type. Short entities that it declares as plain text are put in
/// where they are used; whatever could grow or lead elsewhere stays an unknown name.
final class XmlText {
  private static final int MAX_ENTITIES = 256;
  private static final int MAX_VALUE = 256;
  private static final Pattern ENTITY =
      Pattern.compile("<!ENTITY\\s+([\\w.-]+)\\s+(?:\"([^\"<&%]*)\"|'([^'<&%]*)')\\s*>");
  private static final Pattern REFERENCE = Pattern.compile("&([\\w.-]+);");

  /// The control characters of ISO 8859, written or referred to, mean windows-1252.
  private static final Pattern CONTROL =
      Pattern.compile("&#(?:(1[2-5][0-9])|[xX]([89][0-9a-fA-F]));");

  private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\u0080-\u009F]");

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private XmlText() {}

  static String plain(String text) {
    String typed = withLetters(text);
    int start = doctype(typed);
    if (start < 0) {
      return typed;
    }
    int end = typed.indexOf('>', start);
    int subset = typed.indexOf('[', start);
    if (end < 0) {
      return typed;
    }
    if (subset < 0 || subset > end) {
      return typed.substring(0, start) + typed.substring(end + 1);
    }
    int close = typed.indexOf(']', subset);
    int after = close < 0 ? end : Math.max(close, typed.indexOf('>', close));
    Map<String, String> entities = entities(typed.substring(subset, after));
    return typed.substring(0, start) + expanded(typed.substring(after + 1), entities);
  }

  /// Where the document type begins; -1 when there is none before the first element.
  private static int doctype(String text) {
    for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
      if (text.startsWith("<!--", at)) {
        at = text.indexOf("-->", at);
      } else if (text.startsWith("<?", at)) {
        at = text.indexOf("?>", at);
      } else {
        return text.regionMatches(true, at, "<!DOCTYPE", 0, "<!DOCTYPE".length()) ? at : -1;
      }
      if (at < 0) {
        return -1;
      }
    }
    return -1;
  }

  private static Map<String, String> entities(String subset) {
    Map<String, String> entities = new HashMap<>();
    Matcher matcher = ENTITY.matcher(subset);
    while (matcher.find() && entities.size() < MAX_ENTITIES) {
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      if (value != null && value.length() <= MAX_VALUE) {
        entities.putIfAbsent(matcher.group(1), value);
      }
    }
    return entities;
  }

  private static String expanded(String text, Map<String, String> entities) {
    return entities.isEmpty()
        ? text
        : REFERENCE
            .matcher(text)
            .replaceAll(match ->
                Matcher.quoteReplacement(entities.getOrDefault(match.group(1), match.group())));
  }

  private static String withLetters(String text) {
    String typed =
        text.chars().anyMatch(XmlText::isControl)
            ? CONTROL_CHARACTER.matcher(text).replaceAll(match -> letter(match.group().charAt(0)))
            : text;
    return typed.contains("&#")
        ? CONTROL.matcher(typed).replaceAll(match -> Matcher.quoteReplacement(meant(match)))
        : typed;
  }

  private static String meant(MatchResult reference) {
    int code =
        reference.group(1) == null
            ? Integer.parseInt(reference.group(2), 16)
            : Integer.parseInt(reference.group(1));
    return isControl(code) ? letter(code) : reference.group();
  }

  private static boolean isControl(int code) {
    return code >= 0x80 && code <= 0x9F;
  }

  private static String letter(int code) {
    return new String(new byte[] {(byte) code}, WINDOWS_1252);
  }
}
