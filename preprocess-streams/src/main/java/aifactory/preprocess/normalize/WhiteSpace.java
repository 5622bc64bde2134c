package aifactory.preprocess.normalize;

import java.util.regex.Pattern;

/// One kind of newline, at most one empty line, no space at line ends, runs of spaces and tabs as
/// one space; but the indentation of a line stays, because code means something by it.
///
/// `"a \t b\r\n\r\n\r\n\r\nc "` → `"a b\n\nc"`
final class WhiteSpace implements TextNormalizer {
  private static final Pattern NEWLINE = Pattern.compile("\r\n?|[\u000B\f\u0085\u2028\u2029]");
  private static final Pattern SPACE = Pattern.compile("[\\p{Zs}&&[^ \u3000]]");
  private static final Pattern TAB_INDENT = Pattern.compile("\t");
  private static final Pattern RUN = Pattern.compile("(?<=[^\\s])[ \u3000]{2,}");
  private static final Pattern LINE_END = Pattern.compile("[ \u3000]+(?=\n|$)");
  private static final Pattern EMPTY_LINES = Pattern.compile("\n{3,}");

  @Override
  public String normalize(String text) {
    String current = NEWLINE.matcher(text).replaceAll("\n");
    current = SPACE.matcher(current).replaceAll(" ");
    current = TAB_INDENT.matcher(current).replaceAll("  ");
    current = LINE_END.matcher(current).replaceAll("");
    current = RUN.matcher(current).replaceAll(" ");
    current = EMPTY_LINES.matcher(current).replaceAll("\n\n");
    return current.strip();
  }
}
