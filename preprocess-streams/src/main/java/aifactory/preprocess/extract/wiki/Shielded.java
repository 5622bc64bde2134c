package aifactory.preprocess.extract.wiki;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.parser.Parser;

/// A text whose comments are gone and whose literal parts (`<nowiki>`, `<pre>`, code, formulas) are
/// kept aside under marks, to be put back at the end as written.
///
/// @param text with marks
/// @param kept what the marks stand for
record Shielded(String text, List<String> kept) {
  private static final char MARK = '\uE000';
  private static final char MARK_END = '\uE001';
  private static final Set<String> LITERAL =
      Set.of("nowiki", "pre", "source", "syntaxhighlight", "math", "chem", "ce", "poem-literal");

  static Shielded of(String wikitext) {
    StringBuilder text = new StringBuilder(wikitext.length());
    List<String> kept = new ArrayList<>();
    Set<String> neverClosed = new HashSet<>();
    int place = 0;
    while (place < wikitext.length()) {
      int tag = wikitext.indexOf('<', place);
      if (tag < 0) {
        break;
      }
      text.append(wikitext, place, tag);
      place =
          wikitext.startsWith("<!--", tag)
              ? afterComment(wikitext, tag)
              : afterLiteral(wikitext, tag, text, kept, neverClosed);
    }
    return new Shielded(text.append(wikitext, place, wikitext.length()).toString(), kept);
  }

  /// The text with the literal parts in their places again.
  String restore(String written) {
    StringBuilder restored = new StringBuilder(written.length());
    int place = 0;
    for (int mark = written.indexOf(MARK); mark >= 0; mark = written.indexOf(MARK, place)) {
      int end = written.indexOf(MARK_END, mark);
      restored.append(written, place, mark);
      if (end < 0) {
        place = mark + 1;
        continue;
      }
      restored.append(kept.get(Integer.parseInt(written.substring(mark + 1, end))));
      place = end + 1;
    }
    return restored.append(written, place, written.length()).toString();
  }

  private static int afterComment(String text, int from) {
    int end = text.indexOf("-->", from + 4);
    if (end < 0) {
      return text.length();
    }
    int after = end + 3;
    // A comment alone on its line takes the line with it.
    boolean alone =
        (from == 0 || text.charAt(from - 1) == '\n')
            && after < text.length()
            && text.charAt(after) == '\n';
    return alone ? after + 1 : after;
  }

  private static int afterLiteral(
      String text, int tag, StringBuilder out, List<String> kept, Set<String> neverClosed) {
    String name = WikiTags.name(text, tag + 1);
    boolean candidate = LITERAL.contains(name) && !neverClosed.contains(name);
    int close = candidate ? text.indexOf('>', tag) : -1;
    boolean literal = close > 0 && text.charAt(close - 1) != '/';
    int end = literal ? WikiTags.indexOfClosing(text, name, close) : -1;
    if (end < 0) {
      if (candidate && (literal || close < 0)) {
        neverClosed.add(name); // looked to the end once, not for every tag
      }
      out.append('<');
      return tag + 1;
    }
    out.append(MARK).append(kept.size()).append(MARK_END);
    kept.add(written(name, text.substring(close + 1, end)));
    int after = text.indexOf('>', end);
    return after < 0 ? text.length() : after + 1;
  }

  private static String written(String name, String inside) {
    return switch (name) {
      case "math", "chem", "ce" -> "$" + inside.strip() + "$";
      case "nowiki" -> Parser.unescapeEntities(inside, false);
      default -> "\n" + Parser.unescapeEntities(stripNowiki(inside), false).strip() + "\n";
    };
  }

  private static String stripNowiki(String inside) {
    return inside.toLowerCase(Locale.ROOT).contains("nowiki")
        ? inside.replaceAll("(?i)</?nowiki\\s*/?>", "")
        : inside;
  }
}
