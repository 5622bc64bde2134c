package aifactory.preprocess.extract.wiki;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.parser.Parser;

/// HTML-like tags in wikitext: those whose inside is no text of the article go with it, the others
/// leave their inside.
final class WikiTags {
  private static final Set<String> HIDDEN =
      Set.of(
          "ref",
          "references",
          "gallery",
          "timeline",
          "imagemap",
          "score",
          "graph",
          "mapframe",
          "maplink",
          "templatedata",
          "categorytree",
          "inputbox",
          "includeonly",
          "rt",
          "rp",
          "style",
          "templatestyles",
          "indicator",
          "hiero",
          "section",
          "script");
  private static final Set<String> BLOCKS =
      Set.of(
          "br",
          "p",
          "div",
          "li",
          "ul",
          "ol",
          "dl",
          "dt",
          "dd",
          "tr",
          "table",
          "blockquote",
          "center",
          "poem",
          "hr",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "caption");
  private static final Set<String> CELLS = Set.of("td", "th");
  private static final Set<String> INLINE =
      Set.of(
          "abbr",
          "b",
          "bdi",
          "bdo",
          "big",
          "cite",
          "code",
          "data",
          "del",
          "dfn",
          "em",
          "font",
          "i",
          "ins",
          "kbd",
          "mark",
          "noinclude",
          "nowiki",
          "onlyinclude",
          "q",
          "rb",
          "ruby",
          "s",
          "samp",
          "small",
          "span",
          "strike",
          "strong",
          "sub",
          "sup",
          "time",
          "tt",
          "u",
          "var",
          "wbr",
          "rbc",
          "rtc",
          "tbody",
          "thead",
          "tfoot",
          "colgroup",
          "col",
          "syntaxhighlight",
          "source",
          "pre",
          "math");
  private static final int LONGEST_NAME = 20;
  private static final int LONGEST_TAG = 2000;

  private WikiTags() {}

  /// Without references, galleries and the like; a mark stays where each was.
  static String withoutHidden(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int lastEnd = text.lastIndexOf('>');
    Set<String> neverClosed = new HashSet<>();
    int place = 0;
    for (int tag = text.indexOf('<'); tag >= 0; tag = text.indexOf('<', Math.max(place, tag + 1))) {
      String name = name(text, tag + 1);
      int close = HIDDEN.contains(name) && tag < lastEnd ? text.indexOf('>', tag) : -1;
      if (close < 0) {
        continue;
      }
      kept.append(text, place, tag).append(Wikitext.DROPPED);
      boolean alone = text.charAt(close - 1) == '/' || neverClosed.contains(name);
      int end = alone ? -1 : indexOfClosing(text, name, close);
      if (!alone && end < 0) {
        neverClosed.add(name); // looked to the end once, not for every tag
      }
      int after = end < 0 ? close : text.indexOf('>', end);
      place = after < 0 ? text.length() : after + 1;
    }
    return kept.append(text, place, text.length()).toString();
  }

  /// Without the tags themselves; blocks and breaks end the line. Entities become characters.
  static String withoutVisible(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int lastEnd = text.lastIndexOf('>');
    int place = 0;
    for (int tag = text.indexOf('<'); tag >= 0; tag = text.indexOf('<', tag + 1)) {
      boolean closing = tag + 1 < text.length() && text.charAt(tag + 1) == '/';
      String name = name(text, closing ? tag + 2 : tag + 1);
      int close = isKnown(name) && tag < lastEnd ? text.indexOf('>', tag) : -1;
      if (close < 0 || close - tag > LONGEST_TAG) {
        continue;
      }
      kept.append(text, place, tag);
      kept.append(BLOCKS.contains(name) ? "\n" : CELLS.contains(name) && closing ? " | " : "");
      place = close + 1;
    }
    kept.append(text, place, text.length());
    return Parser.unescapeEntities(kept.toString(), false).replace('\u00A0', ' ');
  }

  /// The tag name at a place, lower case; empty when there is none.
  static String name(String text, int start) {
    int end = start;
    while (end < text.length()
        && end - start <= LONGEST_NAME
        && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /// Where `</name` begins, -1 if nowhere.
  static int indexOfClosing(String text, String name, int from) {
    for (int at = text.indexOf("</", from); at >= 0; at = text.indexOf("</", at + 2)) {
      if (text.regionMatches(true, at + 2, name, 0, name.length())
          && name(text, at + 2).length() == name.length()) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isKnown(String name) {
    return BLOCKS.contains(name)
        || CELLS.contains(name)
        || INLINE.contains(name)
        || HIDDEN.contains(name);
  }
}
