package aifactory.preprocess.dedup;

import java.util.Arrays;

/// A text as the set of its shingles: runs of five words, or of five letters where words are not
/// separated by spaces. Case and punctuation do not count. Each shingle is a 64-bit hash; two of a
/// million different ones collide with a chance of 10^-8.
///
/// `The cat sat on the mat today` → {the cat sat on the, cat sat on the mat, sat on the mat today}
public final class Shingles {
  static final int LENGTH = 5;
  private static final double UNSPACED_SHARE = 0.3;
  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

  private Shingles() {}

  /// The distinct shingles of a text, sorted; a text of fewer words is one shingle.
  public static long[] of(String text) {
    long[] units = isUnspaced(text) ? letters(text) : words(text);
    int count = Math.max(1, units.length - LENGTH + 1);
    long[] shingles = new long[count];
    for (int i = 0; i < count; i++) {
      long hash = LENGTH;
      for (int j = i; j < Math.min(units.length, i + LENGTH); j++) {
        hash = MinHash.mix(hash * MULTIPLIER + units[j]);
      }
      shingles[i] = hash;
    }
    Arrays.sort(shingles);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || shingles[i] != shingles[i - 1]) {
        shingles[distinct++] = shingles[i];
      }
    }
    return Arrays.copyOf(shingles, distinct);
  }

  /// Shared shingles by all shingles, 0 to 1.
  public static double jaccard(long[] a, long[] b) {
    int shared = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      int order = Long.compare(a[i], b[j]);
      shared += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return (double) shared / (a.length + b.length - shared);
  }

  /// Whether much of its writing sets no spaces between words: Japanese, Chinese, Thai and others.
  private static boolean isUnspaced(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long unspaced = text.codePoints().filter(Shingles::setsNoSpaces).count();
    return unspaced > UNSPACED_SHARE * letters;
  }

  private static boolean setsNoSpaces(int codePoint) {
    if (codePoint < 0x0E00 || !Character.isLetter(codePoint)) {
      return false; // quick: Thai is the first of them
    }
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  private static long[] letters(String text) {
    return text.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .asLongStream()
        .toArray();
  }

  private static long[] words(String text) {
    long[] words = new long[text.length() / 2 + 1];
    int count = 0;
    long hash = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isLetterOrDigit(codePoint)) {
        hash = hash * MULTIPLIER + Character.toLowerCase(codePoint) + 1;
        inWord = true;
      } else if (inWord) {
        words[count++] = hash;
        hash = 0;
        inWord = false;
      }
    }
    if (inWord) {
      words[count++] = hash;
    }
    return Arrays.copyOf(words, count);
  }
}
