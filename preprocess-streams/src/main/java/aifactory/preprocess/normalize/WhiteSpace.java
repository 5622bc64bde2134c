package aifactory.preprocess.normalize;

/// One kind of newline, at most one empty line, no space at line ends, runs of spaces and tabs as
/// one space; but the indentation of a line stays, because code means something by it.
///
/// `"a \t b\r\n\r\n\r\n\r\nc "` → `"a b\n\nc"`
final class WhiteSpace implements TextNormalizer {
  private static final char IDEOGRAPHIC = '\u3000';
  private static final String TAB = "  ";
  private static final int MOST_NEWLINES = 2;

  @Override
  public String normalize(String text) {
    StringBuilder written = new StringBuilder(text.length());
    StringBuilder spaces = new StringBuilder();
    int newlines = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (isNewline(unit)) {
        boolean pair = unit == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        newlines += pair ? 0 : 1;
        spaces.setLength(0);
      } else if (unit == '\t') {
        spaces.append(TAB);
      } else if (unit == ' '
          || unit > '~' && Character.getType(unit) == Character.SPACE_SEPARATOR) {
        spaces.append(unit == IDEOGRAPHIC ? IDEOGRAPHIC : ' ');
      } else {
        separate(written, newlines, spaces);
        written.append(unit);
        newlines = 0;
      }
    }
    return written.toString().strip();
  }

  private static void separate(StringBuilder written, int newlines, StringBuilder spaces) {
    if (newlines > 0 || written.isEmpty()) {
      written.repeat('\n', Math.min(newlines, MOST_NEWLINES)).append(spaces);
    } else if (spaces.length() == 1) {
      written.append(spaces.charAt(0));
    } else if (!spaces.isEmpty()) {
      written.append(' ');
    }
    spaces.setLength(0);
  }

  private static boolean isNewline(char unit) {
    return unit >= '\n' && unit <= '\r' || unit == '\u0085' || unit == '\u2028' || unit == '\u2029';
  }
}
