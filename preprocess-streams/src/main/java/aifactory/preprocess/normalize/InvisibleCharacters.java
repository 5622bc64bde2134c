package aifactory.preprocess.normalize;

/// Removes what is never seen: control characters that are not white space, zero-width spaces, byte
/// order marks, soft hyphens, direction marks, lone surrogates. `in­visible` → `invisible`.
///
/// The zero-width joiners stay: Indic scripts and emoji are spelled with them; so do signs that
/// stand over numbers and verses in Arabic, Syriac and Kaithi, which Unicode calls formats, too.
final class InvisibleCharacters implements TextNormalizer {
  private static final int NEXT_LINE = 0x85;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final String NUMBER_SIGNS =
      "\u0600\u0601\u0602\u0603\u0604\u0605\u06DD\u070F\u0890\u0891\u08E2\uD804\uDCBD\uD804\uDCCD";

  @Override
  public String normalize(String text) {
    StringBuilder kept = null;
    int copied = 0;
    for (int i = 0; i < text.length(); ) {
      char unit = text.charAt(i);
      boolean plain = unit >= ' ' && unit < 0x7F || unit == '\n';
      int point = plain ? unit : text.codePointAt(i);
      int next = i + Character.charCount(point);
      if (!plain && !isKept(point)) {
        kept = kept == null ? new StringBuilder(text.length()) : kept;
        kept.append(text, copied, i);
        copied = next;
      }
      i = next;
    }
    return kept == null ? text : kept.append(text, copied, text.length()).toString();
  }

  private static boolean isKept(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> Character.isWhitespace(point) || point == NEXT_LINE;
      case Character.FORMAT ->
          point == ZERO_WIDTH_NON_JOINER
              || point == ZERO_WIDTH_JOINER
              || NUMBER_SIGNS.indexOf(point) >= 0;
      case Character.SURROGATE -> false;
      default -> true;
    };
  }
}
