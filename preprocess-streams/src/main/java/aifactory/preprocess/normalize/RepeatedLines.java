package aifactory.preprocess.normalize;

/// A line of prose that stands [#RUN] times and more one after the other, empty lines aside, is
/// said once: that is a broken page, not an author's refrain.
///
/// Short lines, indented ones (code) and those without many letters (tables, rulers) may repeat.
final class RepeatedLines implements TextNormalizer {
  static final int RUN = 8;
  private static final int SHORTEST = 20;
  private static final double LETTERS = 0.5;

  @Override
  public String normalize(String text) {
    StringBuilder kept = null;
    int copied = 0;
    Run run = new Run(0, 0, 0, 0);
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      if (end > start) {
        run = run.next(text, start, end);
        if (run.times() >= RUN && !run.goesOn(text) && isProse(text, start, end)) {
          kept = kept == null ? new StringBuilder(text.length()) : kept;
          kept.append(text, copied, run.firstEnd());
          copied = end;
        }
      }
      start = end + 1;
    }
    return kept == null ? text : kept.append(text, copied, text.length()).toString();
  }

  /// Equal lines.
  ///
  /// @param firstEnd where the first of them ends
  /// @param start of the last of them
  private record Run(int firstEnd, int start, int end, int times) {
    Run next(String text, int lineStart, int lineEnd) {
      return isEqual(text, lineStart, lineEnd)
          ? new Run(firstEnd, lineStart, lineEnd, times + 1)
          : new Run(lineEnd, lineStart, lineEnd, 1);
    }

    /// Whether the next line that is not empty is equal, too.
    boolean goesOn(String text) {
      int next = end;
      while (next < text.length() && text.charAt(next) == '\n') {
        next++;
      }
      int newline = text.indexOf('\n', next);
      return isEqual(text, next, newline < 0 ? text.length() : newline);
    }

    private boolean isEqual(String text, int lineStart, int lineEnd) {
      return times > 0
          && lineEnd - lineStart == end - start
          && text.regionMatches(start, text, lineStart, end - start);
    }
  }

  private static boolean isProse(String text, int start, int end) {
    if (end - start < SHORTEST || Character.isWhitespace(text.charAt(start))) {
      return false;
    }
    int letters = 0;
    for (int i = start; i < end; i++) {
      letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
    }
    return letters >= LETTERS * (end - start);
  }
}
