package aifactory.preprocess.dedup;

import java.util.SplittableRandom;

/// Finds similar texts without comparing them all: the smallest of a hash over a set of shingles is
/// the same for two sets with a chance equal to their Jaccard similarity s (Broder 1997). `bands`
/// of `rows` such minima each: two texts meet in at least one band with the chance 1 − (1 −
/// s^rows)^bands (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4): 14 × 8 turns at
/// about 0.72.
///
/// The same for every process, for ever: bands are kept as state.
public final class MinHash {
  /// As the reference of the field (FineWeb) sets them.
  public static final MinHash STANDARD = new MinHash(14, 8);

  private static final long SEED = 0x5EED_0F_D0C5L;

  private final int bands;
  private final int rows;
  private final long[] factors;
  private final long[] summands;

  public MinHash(int bands, int rows) {
    if (bands < 1 || rows < 1) {
      throw new IllegalArgumentException("bands and rows are at least 1");
    }
    this.bands = bands;
    this.rows = rows;
    this.factors = new long[bands * rows];
    this.summands = new long[bands * rows];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextLong() | 1;
      summands[i] = random.nextLong();
    }
  }

  /// The minima of a set of shingles, band after band.
  public long[] signature(long[] shingles) {
    long[] minima = new long[factors.length];
    for (int i = 0; i < minima.length; i++) {
      long smallest = Long.MAX_VALUE;
      long factor = factors[i];
      long summand = summands[i];
      for (long shingle : shingles) {
        long hash = mix(shingle * factor + summand);
        smallest = Math.min(smallest, hash);
      }
      minima[i] = smallest;
    }
    return minima;
  }

  /// One number per band: equal numbers are equal bands.
  public long[] bands(long[] signature) {
    long[] hashes = new long[bands];
    for (int band = 0; band < bands; band++) {
      long hash = band;
      for (int row = 0; row < rows; row++) {
        hash = mix(hash * 31 + signature[band * rows + row]);
      }
      hashes[band] = hash;
    }
    return hashes;
  }

  /// The bands of a text.
  public long[] bandsOf(String text) {
    return bands(signature(Shingles.of(text)));
  }

  /// Share of equal minima: an estimate of the Jaccard similarity.
  public static double estimate(long[] one, long[] other) {
    int equal = 0;
    for (int i = 0; i < one.length; i++) {
      equal += one[i] == other[i] ? 1 : 0;
    }
    return (double) equal / one.length;
  }

  /// Whether two texts meet in a band.
  public static boolean meet(long[] bandsOfOne, long[] bandsOfOther) {
    for (int i = 0; i < bandsOfOne.length; i++) {
      if (bandsOfOne[i] == bandsOfOther[i]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return bands + "x" + rows;
  }

  /// The chance that two texts of a similarity meet.
  public double chance(double similarity) {
    return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
  }

  /// Stafford's variant 13 of the 64-bit finalizer of MurmurHash3.
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
