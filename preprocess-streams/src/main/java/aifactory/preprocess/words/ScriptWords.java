package aifactory.preprocess.words;

/// Words of languages without a splitter of their own: runs of letters, marks and digits; every
/// ideograph by itself; every other visible character by itself.
final class ScriptWords implements WordSplitter {
  @Override
  public Words split(String text) {
    Words words = new Words(text);
    int start = -1;
    int place = 0;
    while (place < text.length()) {
      int point = text.codePointAt(place);
      int next = place + Character.charCount(point);
      boolean inside = isInside(point);
      if (!inside) {
        close(words, start, place);
        start = -1;
        if (!Character.isWhitespace(point) && !Character.isSpaceChar(point)) {
          words.add(place, next);
        }
      } else if (start < 0) {
        start = place;
      }
      place = next;
    }
    close(words, start, text.length());
    return words;
  }

  private static void close(Words words, int start, int end) {
    if (start >= 0) {
      words.add(start, end);
    }
  }

  private static boolean isInside(int point) {
    int type = Character.getType(point);
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    return (Character.isLetterOrDigit(point) || mark || point == '\'' || point == '’')
        && !Character.isIdeographic(point);
  }
}
