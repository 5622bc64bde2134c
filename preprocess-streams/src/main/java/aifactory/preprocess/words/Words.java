package aifactory.preprocess.words;

import java.util.Arrays;

/// The words of a text as places in it, so that counting needs no copies.
///
/// Equal words have equal 64-bit hashes; that two different ones of a text do is less likely than a
/// memory error.
public final class Words {
  private final String text;
  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private int size;

  Words(String text) {
    this.text = text;
  }

  void add(int start, int end) {
    if (end <= start) {
      return;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  /// Forgets the words from a place in the order on.
  void cut(int newSize) {
    size = newSize;
  }

  public int size() {
    return size;
  }

  public int start(int index) {
    return starts[index];
  }

  public int end(int index) {
    return ends[index];
  }

  public String word(int index) {
    return text.substring(starts[index], ends[index]);
  }

  /// Whether a word is this one.
  public boolean is(int index, String word) {
    return ends[index] - starts[index] == word.length() && text.startsWith(word, starts[index]);
  }

  /// Code points of a word.
  public int length(int index) {
    return text.codePointCount(starts[index], ends[index]);
  }

  /// 64-bit hash of a word (polynomial, modulo 2^64).
  public long hash(int index) {
    long hash = 0;
    for (int i = starts[index]; i < ends[index]; i++) {
      hash = hash * MULTIPLIER + text.charAt(i) + 1;
    }
    return hash;
  }

  /// The hash of two strings one after the other, the second of so many UTF-16 units.
  public static long joined(long first, long second, int unitsOfSecond) {
    return first * power(unitsOfSecond) + second;
  }

  static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private static long power(int exponent) {
    long result = 1;
    long square = MULTIPLIER;
    for (int e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
