package aifactory.preprocess.extract;

/// A paragraph, heading, list item, table row or preformatted text, in reading order.
///
/// @param text one line, or several where line breaks mean something
/// @param linkCharacters characters of it that are link text
record TextBlock(String text, int linkCharacters, Kind kind) {
  /// A Chinese or Japanese character says about as much as this many Latin ones.
  private static final double DENSE_SCRIPT = 2.5;

  private static final int FIRST_DENSE_CHARACTER = 0x2E80;

  enum Kind {
    PARAGRAPH,
    HEADING,
    ITEM,
    ROW,
    PREFORMATTED
  }

  double linkShare() {
    return text.isEmpty() ? 0 : (double) linkCharacters / text.length();
  }

  /// Length in Latin characters' worth.
  double weight() {
    return text.codePoints().mapToDouble(p -> p < FIRST_DENSE_CHARACTER ? 1 : DENSE_SCRIPT).sum();
  }
}
