package aifactory.preprocess.quality;

import aifactory.preprocess.words.Words;

/// Runs of n words of one text, compared by hash.
///
/// @param sums `sums[i]` = polynomial hash of the first i words, modulo 2^64
/// @param lengths `lengths[i]` = code points of the first i words
record NGrams(int size, long[] sums, long[] lengths) {
  private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

  static NGrams of(Words words) {
    long[] sums = new long[words.size() + 1];
    long[] lengths = new long[words.size() + 1];
    for (int i = 0; i < words.size(); i++) {
      sums[i + 1] = sums[i] * MULTIPLIER + words.hash(i);
      lengths[i + 1] = lengths[i] + words.length(i);
    }
    return new NGrams(words.size(), sums, lengths);
  }

  /// Characters of the most frequent n-gram, spaces between its words counted, times its count; of
  /// equally frequent ones the first. Gopher's "top n-gram".
  long topCharacters(int n) {
    int grams = size - n + 1;
    if (grams <= 0) {
      return 0;
    }
    LongTable counted = new LongTable(grams);
    long power = power(n);
    int most = 0;
    for (int i = 0; i < grams; i++) {
      most = Math.max(most, counted.add(hash(i, n, power)));
    }
    int first = 0;
    while (counted.count(hash(first, n, power)) < most) {
      first++;
    }
    return (lengths[first + n] - lengths[first] + n - 1) * most;
  }

  /// Characters in n-grams that occurred before, walking on by n after each. Gopher's "duplicate
  /// n-grams".
  long repeatedCharacters(int n) {
    LongTable seen = new LongTable(Math.max(1, size));
    long power = power(n);
    long repeated = 0;
    int place = 0;
    while (place < size - n + 1) {
      if (seen.add(hash(place, n, power)) > 1) {
        repeated += lengths[place + n] - lengths[place];
        place += n;
      } else {
        place++;
      }
    }
    return repeated;
  }

  private long hash(int from, int n, long power) {
    return sums[from + n] - sums[from] * power;
  }

  private static long power(int n) {
    long power = 1;
    for (int i = 0; i < n; i++) {
      power *= MULTIPLIER;
    }
    return power;
  }
}
