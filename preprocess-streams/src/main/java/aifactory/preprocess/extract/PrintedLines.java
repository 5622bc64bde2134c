package aifactory.preprocess.extract;

/// Lines as a page prints them, joined to paragraphs: a word that was divided at the end of a line
/// becomes whole, Japanese and Chinese lines meet without a space.
///
/// `the har-⏎bour master⏎came` → `the harbour master came`
final class PrintedLines {
  private PrintedLines() {}

  /// @param text lines; an empty line ends a paragraph
  static String joined(String text) {
    StringBuilder joined = new StringBuilder();
    for (String paragraph : text.split("\\n\\s*\\n")) {
      StringBuilder one = new StringBuilder();
      paragraph
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> append(one, line));
      if (!one.isEmpty()) {
        joined.append(joined.isEmpty() ? "" : "\n\n").append(one);
      }
    }
    return joined.toString();
  }

  private static void append(StringBuilder paragraph, String line) {
    if (paragraph.isEmpty()) {
      paragraph.append(line);
      return;
    }
    int last = paragraph.codePointBefore(paragraph.length());
    int next = line.codePointAt(0);
    boolean divided =
        (last == '-' || last == '\u00AD')
            && paragraph.length() > 1
            && Character.isLetter(paragraph.charAt(paragraph.length() - 2))
            && Character.isLowerCase(next);
    if (divided) {
      paragraph.setLength(paragraph.length() - 1);
    } else if (!setsNoSpaces(last) || !setsNoSpaces(next)) {
      paragraph.append(' ');
    }
    paragraph.append(line);
  }

  /// Ideographs, kana and the punctuation that stands with them.
  private static boolean setsNoSpaces(int codePoint) {
    return codePoint >= 0x3000 && codePoint <= 0x9FFF || codePoint >= 0xFF00 && codePoint <= 0xFFEF;
  }
}
