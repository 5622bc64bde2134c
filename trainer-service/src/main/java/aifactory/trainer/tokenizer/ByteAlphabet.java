package aifactory.trainer.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The printable alphabet of byte-level BPE: one character per byte value, so that every text has a
/// token and every token is text. Printable Latin-1 bytes stand for themselves, the other 68 are
/// shifted to U+0100 and up (GPT-2, `bytes_to_unicode`).
public final class ByteAlphabet {
  /// Number of byte values.
  public static final int SIZE = 256;

  private static final char[] CHARACTER_OF_BYTE = characters();
  private static final char[] SORTED = sorted();
  private static final int[] RANK_OF_BYTE = ranks();

  private ByteAlphabet() {}

  /// The characters in code point order: the order of their token ids.
  static char[] inIdOrder() {
    return SORTED.clone();
  }

  /// Place of a byte's character in [#inIdOrder].
  static int rank(byte value) {
    return RANK_OF_BYTE[Byte.toUnsignedInt(value)];
  }

  /// Spells text in the alphabet: `é` → `Ã©`.
  static String spell(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder spelled = new StringBuilder(bytes.length);
    for (byte value : bytes) {
      spelled.append(CHARACTER_OF_BYTE[Byte.toUnsignedInt(value)]);
    }
    return spelled.toString();
  }

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }

  private static char[] characters() {
    char[] characters = new char[SIZE];
    int next = SIZE;
    for (int value = 0; value < SIZE; value++) {
      characters[value] = (char) (isPrintable(value) ? value : next++);
    }
    return characters;
  }

  private static char[] sorted() {
    char[] sorted = CHARACTER_OF_BYTE.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static int[] ranks() {
    int[] ranks = new int[SIZE];
    for (int value = 0; value < SIZE; value++) {
      ranks[value] = Arrays.binarySearch(SORTED, CHARACTER_OF_BYTE[value]);
    }
    return ranks;
  }
}
