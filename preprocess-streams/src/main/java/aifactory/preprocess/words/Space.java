package aifactory.preprocess.words;

/// White space as the published filters see it: Unicode's, and the four separators U+001C…U+001F.
public final class Space {
  private Space() {}

  public static boolean is(char c) {
    if (c < 0x80) {
      return c == ' ' || c >= '\t' && c <= '\r' || c >= 0x1C && c <= 0x1F;
    }
    return c == 0x85 || Character.isSpaceChar(c);
  }

  public static boolean isBlank(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!is(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
