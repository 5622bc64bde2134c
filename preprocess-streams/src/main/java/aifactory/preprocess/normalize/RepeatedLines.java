package aifactory.preprocess.normalize;

/// A line of prose that follows itself, empty lines aside, is said once: pages print a title or a
/// caption twice, and broken ones a paragraph over and over.
///
/// `The harbour lies open.⏎The harbour lies open.⏎It is late.` → `The harbour lies open.⏎It is
/// late.`
///
/// Short lines, indented ones (code) and those without many letters (tables, rulers) may repeat.
final class RepeatedLines implements TextNormalizer {
  private static final int SHORTEST = 20;
  private static final double LETTERS = 0.5;

  @Override
  public String normalize(String text) {
    StringBuilder kept = null;
    int copied = 0;
    int lastStart = -1;
    int lastEnd = -1;
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      boolean said =
          lastStart >= 0
              && end - start == lastEnd - lastStart
              && text.regionMatches(lastStart, text, start, end - start)
              && isProse(text, start, end);
      if (said) {
        kept = kept == null ? new StringBuilder(text.length()) : kept;
        kept.append(text, copied, lastEnd);
        copied = end;
      }
      if (end > start) {
        lastStart = start;
        lastEnd = end;
      }
      start = end + 1;
    }
    return kept == null ? text : kept.append(text, copied, text.length()).toString();
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
