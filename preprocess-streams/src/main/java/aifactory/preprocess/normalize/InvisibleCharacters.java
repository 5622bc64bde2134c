package aifactory.preprocess.normalize;

/// Removes what is never seen: control characters that are not white space, zero-width spaces, byte
/// order marks, soft hyphens, direction marks, lone surrogates. `in­visible` → `invisible`.
///
/// The zero-width joiners stay: Indic scripts and emoji are spelled with them.
final class InvisibleCharacters implements TextNormalizer {
  private static final int NEXT_LINE = 0x85;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  @Override
  public String normalize(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(InvisibleCharacters::isKept).forEach(kept::appendCodePoint);
    return kept.length() == text.length() ? text : kept.toString();
  }

  private static boolean isKept(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> Character.isWhitespace(point) || point == NEXT_LINE;
      case Character.FORMAT -> point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER;
      case Character.SURROGATE -> false;
      default -> true;
    };
  }
}
