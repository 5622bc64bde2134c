package aifactory.preprocess.quality;

/// Counts of 64-bit hashes, open addressing, a power of two at most half full.
final class LongTable {
  private final long[] keys;
  private final int[] counts;
  private final int mask;

  LongTable(int expected) {
    int size = Integer.highestOneBit(Math.max(8, expected) * 4 - 1);
    this.keys = new long[size];
    this.counts = new int[size];
    this.mask = size - 1;
  }

  /// Counts a key once more; answers how often it has been counted now.
  int add(long key) {
    int slot = slot(key);
    keys[slot] = key;
    return ++counts[slot];
  }

  /// How often a key has been counted.
  int count(long key) {
    return counts[slot(key)];
  }

  private int slot(long key) {
    int slot = (int) ((key ^ key >>> 32) * 0x9E3779B1L >>> 8) & mask;
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
