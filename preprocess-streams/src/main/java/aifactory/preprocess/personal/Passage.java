package aifactory.preprocess.personal;

import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text as detectors read it: full-width digits, letters and hyphens as their plain forms at the
/// same places, and the lines known that are rows of figures.
///
/// A row of figures has two number cells or more, and they are half of its cells or more; what
/// looks like a card or a telephone number there is an amount.
public final class Passage {
  private static final int FULL_WIDTH_OFFSET = 0xFEE0;
  private static final String HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFF0D";
  private static final Pattern CELLS = Pattern.compile("\\s*[|\t｜,;、]\\s*|\\s{2,}");
  private static final Pattern FIGURE =
      Pattern.compile("[-+△▲]?[$€£¥￥]?\\d[\\d ,.]*\\s?(?:%|[円人件個台万億千点]|[a-zA-Z]{1,3})?");
  private static final int MIN_FIGURES = 2;

  private final String plain;
  private final String lower;
  private final BitSet figures = new BitSet();

  public Passage(String text) {
    this.plain = plain(text);
    this.lower =
        plain.toLowerCase(Locale.ROOT).length() == plain.length()
            ? plain.toLowerCase(Locale.ROOT)
            : plain;
    markFigures();
  }

  /// The text, unit for unit as long as the original.
  public String text() {
    return plain;
  }

  /// Whether this place is in a row of figures.
  public boolean isFigure(int start) {
    return figures.get(start);
  }

  /// Whether one of the words stands in the same line, at most so many units before the place.
  public boolean isNear(Pattern words, int start, int distance) {
    int from = Math.max(Math.max(0, start - distance), plain.lastIndexOf('\n', start - 1) + 1);
    return words.matcher(lower).region(from, start).find();
  }

  /// The unit before a place; a space at the start.
  public char before(int start) {
    return start == 0 ? ' ' : plain.charAt(start - 1);
  }

  /// The unit at a place; a space after the end.
  public char at(int place) {
    return place >= plain.length() ? ' ' : plain.charAt(place);
  }

  /// The unit at a place, or the one after it if a space stands there.
  public char visibleAt(int place) {
    return at(place) == ' ' ? at(place + 1) : at(place);
  }

  private static String plain(String text) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char made = c;
      if (HYPHENS.indexOf(c) >= 0) {
        made = '-';
      } else if (c > 0xFF00 && c < 0xFF5F && (isWord(c) || "＋＠．（）：／＿".indexOf(c) >= 0)) {
        made = (char) (c - FULL_WIDTH_OFFSET);
      } else if (c == '\u00A0' || c == '\u3000') {
        made = ' ';
      } else if (c == 'ー' && i > 0 && Character.isDigit(text.charAt(i - 1))) {
        made = '-'; // the long vowel mark typed for a hyphen: 03ー1234ー5678
      }
      if (made != c && plain == null) {
        plain = new StringBuilder(text);
      }
      if (plain != null) {
        plain.setCharAt(i, made);
      }
    }
    return plain == null ? text : plain.toString();
  }

  private static boolean isWord(char c) {
    return c >= '０' && c <= '９' || c >= 'Ａ' && c <= 'Ｚ' || c >= 'ａ' && c <= 'ｚ';
  }

  private void markFigures() {
    int start = 0;
    while (start < plain.length()) {
      int end = plain.indexOf('\n', start);
      end = end < 0 ? plain.length() : end;
      if (isRowOfFigures(plain.substring(start, end))) {
        figures.set(start, end);
      }
      start = end + 1;
    }
  }

  private static boolean isRowOfFigures(String line) {
    if (line.length() > 2000 || line.chars().noneMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int cells = 0;
    int numbers = 0;
    for (String cell : CELLS.split(line.strip())) {
      if (!cell.isEmpty()) {
        cells++;
        numbers += FIGURE.matcher(cell.strip()).matches() ? 1 : 0;
      }
    }
    return numbers >= MIN_FIGURES && 2 * numbers >= cells;
  }
}
