package aifactory.preprocess.document;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts of one text that filters and the score share, made in one pass each.
///
/// @param characters code points
/// @param visible code points that are not white space
/// @param letters letters among them, Japanese ones included
/// @param replacements U+FFFD
/// @param distinctPerWindow mean of different code points per window of [#WINDOW]; does not fall
///   with the length of the text
/// @param urls addresses
/// @param urlCharacters characters in them
/// @param repeatedLineCharacters characters in repeats of long lines
/// @param sentences marks that end a sentence
public record TextStatistics(
    int characters,
    int visible,
    int letters,
    int replacements,
    double distinctPerWindow,
    int urls,
    int urlCharacters,
    int repeatedLineCharacters,
    int sentences) {
  /// Code points per window: long enough to meet an alphabet, short enough that prose never looks
  /// poor.
  public static final int WINDOW = 256;

  /// Shorter lines (labels, table heads) repeat in honest documents.
  private static final int LONG_LINE = 25;

  private static final Pattern URL = Pattern.compile("(?:https?|ftp)://\\S+|www\\.[\\w.-]+\\S*");
  private static final String SENTENCE_ENDS = ".!?。！？";
  private static final int REPLACEMENT = 0xFFFD;

  public static TextStatistics of(String text) {
    int[] points = text.codePoints().toArray();
    int visible = 0;
    int letters = 0;
    int replacements = 0;
    int sentences = 0;
    for (int point : points) {
      visible += Character.isWhitespace(point) ? 0 : 1;
      letters += Character.isLetter(point) ? 1 : 0;
      replacements += point == REPLACEMENT ? 1 : 0;
      sentences += SENTENCE_ENDS.indexOf(point) >= 0 ? 1 : 0;
    }
    int urls = 0;
    int urlCharacters = 0;
    boolean addresses = text.contains("://") || text.contains("www.");
    for (Matcher matcher = URL.matcher(text); addresses && matcher.find(); urls++) {
      urlCharacters += matcher.end() - matcher.start();
    }
    return new TextStatistics(
        points.length,
        visible,
        letters,
        replacements,
        distinctPerWindow(points),
        urls,
        urlCharacters,
        repeatedLineCharacters(text),
        sentences);
  }

  /// Share of a count among all characters; 0 for an empty text.
  public double share(int count) {
    return characters == 0 ? 0 : (double) count / characters;
  }

  private static double distinctPerWindow(int[] points) {
    if (points.length == 0) {
      return 0;
    }
    int windows = Math.max(1, points.length / WINDOW); // a shorter last window would look poor
    long distinct = 0;
    int[] table = new int[4 * WINDOW]; // open addressing; 0 = free, else code point + 1
    for (int window = 0; window < windows; window++) {
      int end = Math.min(points.length, (window + 1) * WINDOW);
      Arrays.fill(table, 0);
      for (int i = window * WINDOW; i < end; i++) {
        int slot = points[i] * 0x9E3779B1 >>> 22;
        while (table[slot] != 0 && table[slot] != points[i] + 1) {
          slot = slot + 1 & table.length - 1;
        }
        distinct += table[slot] == 0 ? 1 : 0;
        table[slot] = points[i] + 1;
      }
    }
    return (double) distinct / windows;
  }

  private static int repeatedLineCharacters(String text) {
    Set<String> seen = new HashSet<>();
    int repeated = 0;
    for (String line : text.split("\n")) {
      if (line.length() >= LONG_LINE && !seen.add(line)) {
        repeated += line.codePointCount(0, line.length());
      }
    }
    return repeated;
  }
}
