package aifactory.trainer.tokenizer;

/// Cuts text into the words inside which merges may happen. What it does stands as two patterns in
/// `tokenizer.json`, so learner and encoder agree; here it is one walk over the characters, several
/// times as fast as a matcher.
///
/// `I'll use Kafkaを使う` → `I` `'ll` ` use` ` Kafka` `を` `使` `う`
public final class PreTokenizer {
  /*
   * Japanese writes no spaces: GPT-2's \p{L}+ would take a whole sentence as one word, which is slow to
   * learn from and whose merges never repeat. So runs of kanji, hiragana and katakana are cut out first,
   * each with a cap (compounds have up to four kanji, katakana words rarely more than twelve letters).
   * The second pattern is GPT-2's with combining marks counted as letters and every run capped, so that no
   * text, however odd, yields a word of unbounded length.
   */
  /// Runs of one Japanese script, cut out first.
  static final String JAPANESE = "[一-鿿㐀-䶿々〆]{1,4}|[ぁ-ゟ]{1,6}|[゠-ヿ]{1,12}";

  /// GPT-2's pattern with caps, applied to the Japanese runs and to what lies between them.
  static final String WORDS =
      "'s|'t|'re|'ve|'m|'ll|'d| ?[\\p{L}\\p{M}]{1,24}| ?\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{M}\\p{N}]{1,16}|\\s{1,16}(?!\\S)|\\s{1,16}";

  private static final int OTHER = 0;
  private static final int LETTER = 1;
  private static final int NUMBER = 2;
  private static final int SPACE = 3;
  private static final int[] LONGEST_RUN = {16, 24, 3, 16};
  private static final int KIND_BITS = 2;
  private static final int KIND_MASK = (1 << KIND_BITS) - 1;

  private static final int NO_SCRIPT = 0;
  private static final int KANJI = 1;
  private static final int HIRAGANA = 2;
  private static final int KATAKANA = 3;
  private static final int[] LONGEST_SCRIPT = {0, 4, 6, 12};

  /// Kind and script of each character that needs no surrogates: `script << 2 | kind`.
  private static final byte[] TABLE = table();

  private PreTokenizer() {}

  /// Takes words as places in their text.
  interface Words {
    void take(String text, int from, int to);
  }

  /// Hands over every word of a text, in order; together they are the text.
  static void split(String text, Words words) {
    int from = 0;
    while (from < text.length()) {
      int pieceEnd = pieceEnd(text, from);
      while (from < pieceEnd) {
        int end = wordEnd(text, from, pieceEnd);
        words.take(text, from, end);
        from = end;
      }
    }
  }

  /// End of the Japanese run at a place, or of what lies before the next one.
  private static int pieceEnd(String text, int from) {
    int script = script(text.charAt(from));
    int limit =
        script == NO_SCRIPT
            ? text.length()
            : Math.min(text.length(), from + LONGEST_SCRIPT[script]);
    int end = from + 1;
    while (end < limit && script(text.charAt(end)) == script) {
      end++;
    }
    return end;
  }

  private static int wordEnd(String text, int from, int limit) {
    char first = text.charAt(from);
    if (first == '\'') {
      int contraction = contraction(text, from + 1, limit);
      if (contraction > 0) {
        return from + 1 + contraction;
      }
    }
    boolean spaced = first == ' ' && from + 1 < limit && kind(text, from + 1) != SPACE;
    int start = spaced ? from + 1 : from;
    int kind = kind(text, start);
    int end = runEnd(text, start, limit, kind);
    // The last of several spaces goes with the word behind it, where it is one that may.
    boolean beforeWord = kind == SPACE && end < limit && kind(text, end) != SPACE;
    return beforeWord && end - from > 1 ? end - 1 : end;
  }

  /// Letters of an English contraction behind its apostrophe; 0 = none.
  private static int contraction(String text, int from, int limit) {
    char first = from < limit ? text.charAt(from) : 0;
    char second = from + 1 < limit ? text.charAt(from + 1) : 0;
    return switch (first) {
      case 's', 't', 'm', 'd' -> 1;
      case 'r', 'v' -> second == 'e' ? 2 : 0;
      case 'l' -> second == 'l' ? 2 : 0;
      default -> 0;
    };
  }

  private static int runEnd(String text, int from, int limit, int kind) {
    int end = from;
    for (int n = 0; n < LONGEST_RUN[kind] && end < limit && kind(text, end) == kind; n++) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static int kind(String text, int at) {
    char character = text.charAt(at);
    return Character.isSurrogate(character)
        ? kindOf(text.codePointAt(at))
        : TABLE[character] & KIND_MASK;
  }

  private static int script(char character) {
    return TABLE[character] >> KIND_BITS;
  }

  private static byte[] table() {
    byte[] table = new byte[Character.MAX_VALUE + 1];
    for (int character = 0; character < table.length; character++) {
      table[character] = (byte) (scriptOf(character) << KIND_BITS | kindOf(character));
    }
    return table;
  }

  private static int kindOf(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          SPACE;
      default -> (codePoint >= '\t' && codePoint <= '\r') || codePoint == 0x85 ? SPACE : OTHER;
    };
  }

  private static int scriptOf(int character) {
    if (character >= '一' && character <= '鿿'
        || character >= '㐀' && character <= '䶿'
        || character == '々'
        || character == '〆') {
      return KANJI;
    }
    if (character >= 'ぁ' && character <= 'ゟ') {
      return HIRAGANA;
    }
    return character >= '゠' && character <= 'ヿ' ? KATAKANA : NO_SCRIPT;
  }
}
