package aifactory.preprocess.quality;

import aifactory.preprocess.words.Space;
import java.util.ArrayList;
import java.util.List;

/// The ways in which published filters cut a text into lines.
final class Lines {
  private Lines() {}

  /// At every line boundary of Unicode; an empty last line is none.
  static List<String> all(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isBoundary(text.charAt(i))) {
        lines.add(text.substring(start, i));
        boolean pair =
            text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        i += pair ? 1 : 0;
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /// At newlines, without lines of white space.
  static List<String> filled(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : split(text, 1)) {
      if (!Space.isBlank(line, 0, line.length())) {
        lines.add(line);
      }
    }
    return lines;
  }

  /// At runs of so many newlines or more; empty parts at the ends are kept.
  static List<String> split(String text, int minRun) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int place = text.indexOf('\n');
    while (place >= 0) {
      int end = place;
      while (end < text.length() && text.charAt(end) == '\n') {
        end++;
      }
      if (end - place >= minRun) {
        parts.add(text.substring(start, place));
        start = end;
      }
      place = text.indexOf('\n', end);
    }
    parts.add(text.substring(start));
    return parts;
  }

  static String strip(String text) {
    return stripStart(stripEnd(text));
  }

  static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && Space.is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  static String stripStart(String text) {
    int start = 0;
    while (start < text.length() && Space.is(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isBoundary(char c) {
    return c >= '\n' && c <= '\r'
        || c >= 0x1C && c <= 0x1E
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }
}
