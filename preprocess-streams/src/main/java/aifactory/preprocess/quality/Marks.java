package aifactory.preprocess.quality;

/// Marks that end a sentence in any script (Unicode's Sentence_Terminal) and the marks that the
/// published filters call punctuation.
final class Marks {
  /// First and last code points, ascending.
  private static final int[] STOPS = {
    0x0021, 0x0021, 0x002E, 0x002E, 0x003F, 0x003F, 0x0589, 0x0589, 0x061D, 0x061F,
    0x06D4, 0x06D4, 0x0700, 0x0702, 0x07F9, 0x07F9, 0x0837, 0x0837, 0x0839, 0x0839,
    0x083D, 0x083E, 0x0964, 0x0965, 0x104A, 0x104B, 0x1362, 0x1362, 0x1367, 0x1368,
    0x166E, 0x166E, 0x1735, 0x1736, 0x17D4, 0x17D6, 0x17D9, 0x17DA, 0x1803, 0x1803,
    0x1809, 0x1809, 0x1944, 0x1945, 0x1AA8, 0x1AAB, 0x1B5A, 0x1B5B, 0x1B5E, 0x1B5F,
    0x1B7D, 0x1B7E, 0x1C3B, 0x1C3C, 0x1C7E, 0x1C7F, 0x203C, 0x203D, 0x2047, 0x2049,
    0x2E2E, 0x2E2E, 0x2E3C, 0x2E3C, 0x2E53, 0x2E54, 0x3002, 0x3002, 0xA4FF, 0xA4FF,
    0xA60E, 0xA60F, 0xA6F3, 0xA6F3, 0xA6F7, 0xA6F7, 0xA876, 0xA877, 0xA8CE, 0xA8CF,
    0xA92F, 0xA92F, 0xA9C8, 0xA9C9, 0xAA5D, 0xAA5F, 0xAAF0, 0xAAF1, 0xABEB, 0xABEB,
    0xFE52, 0xFE52, 0xFE56, 0xFE57, 0xFF01, 0xFF01, 0xFF0E, 0xFF0E, 0xFF1F, 0xFF1F,
    0xFF61, 0xFF61, 0x10A56, 0x10A57, 0x10F55, 0x10F59, 0x10F86, 0x10F89, 0x11047, 0x11048,
    0x110BE, 0x110C1, 0x11141, 0x11143, 0x111C5, 0x111C6, 0x111CD, 0x111CD, 0x111DE, 0x111DF,
    0x11238, 0x11239, 0x1123B, 0x1123C, 0x112A9, 0x112A9, 0x1144B, 0x1144C, 0x115C2, 0x115C3,
    0x115C9, 0x115D7, 0x11641, 0x11642, 0x1173C, 0x1173E, 0x11944, 0x11944, 0x11946, 0x11946,
    0x11A42, 0x11A43, 0x11A9B, 0x11A9C, 0x11C41, 0x11C42, 0x11EF7, 0x11EF8, 0x11F43, 0x11F44,
    0x16A6E, 0x16A6F, 0x16AF5, 0x16AF5, 0x16B37, 0x16B38, 0x16B44, 0x16B44, 0x16E98, 0x16E98,
    0x1BC9F, 0x1BC9F, 0x1DA88, 0x1DA88
  };

  private static final String PUNCTUATION =
      "!/—”:％１〈&(、━\\【#%「」，】；+^]~“《„';’{|∶´[=-`*．（–？！：$～«〉,><》)?）。…@_.\"}►»";

  private static final int PLAIN = 0x80;

  /// The same for each ASCII character.
  private static final boolean[] PLAIN_PUNCTUATION = new boolean[PLAIN];

  static {
    for (char c = 0; c < PLAIN; c++) {
      PLAIN_PUNCTUATION[c] =
          PUNCTUATION.indexOf(c) >= 0 || c < 32 && c != 9 && c != 10 || c == 127 || isStop(c);
    }
  }

  private Marks() {}

  static boolean isStop(int point) {
    if (point < 0x80) {
      return point == '.' || point == '!' || point == '?';
    }
    for (int i = 0; i < STOPS.length; i += 2) {
      if (point <= STOPS[i + 1]) {
        return point >= STOPS[i];
      }
    }
    return false;
  }

  /// Whether a word is one stop.
  static boolean isStop(String text, int start, int end) {
    int point = text.codePointAt(start);
    return start + Character.charCount(point) == end && isStop(point);
  }

  static boolean endsInStop(String line) {
    return !line.isEmpty() && isStop(line.codePointBefore(line.length()));
  }

  /// Whether the published filters count the character at a place as punctuation: marks, controls,
  /// stops.
  static boolean isPunctuation(String text, int place) {
    char c = text.charAt(place);
    if (c < PLAIN) {
      return PLAIN_PUNCTUATION[c];
    }
    return PUNCTUATION.indexOf(c) >= 0
        || c < 160
        || (Character.isHighSurrogate(c) ? isStop(text.codePointAt(place)) : isStop(c));
  }

  /// Whether all of a word is punctuation by Unicode.
  static boolean isPunctuation(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      boolean punctuation =
          switch (Character.getType(text.charAt(i))) {
            case Character.CONNECTOR_PUNCTUATION,
                Character.DASH_PUNCTUATION,
                Character.START_PUNCTUATION,
                Character.END_PUNCTUATION,
                Character.INITIAL_QUOTE_PUNCTUATION,
                Character.FINAL_QUOTE_PUNCTUATION,
                Character.OTHER_PUNCTUATION ->
                true;
            default -> false;
          };
      if (!punctuation) {
        return false;
      }
    }
    return true;
  }
}
