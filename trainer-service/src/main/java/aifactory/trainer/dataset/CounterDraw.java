package aifactory.trainer.dataset;

import aifactory.contract.id.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Random numbers by counter instead of by state: any of them can be made at any time, in any
/// order, in any process.
///
/// @param key what the numbers belong to: seed and content of the dataset version
record CounterDraw(long key) {
  /*
   * The finaliser of SplitMix64 (Steele, Lea, Flood 2014; Stafford's variant 13) over a chain of counters,
   * one golden-ratio increment apart: number = mix(mix(mix(key + γ·a) + γ·b) + …). It passes BigCrush as a
   * sequential generator; here no two uses share a counter.
   */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  static CounterDraw of(long seed, String contentHash) {
    byte[] hash = Sha256.digest().digest(contentHash.getBytes(StandardCharsets.UTF_8));
    return new CounterDraw(mix(mix(seed + GOLDEN) + ByteBuffer.wrap(hash).getLong()));
  }

  /// Uniform in [0, 1) with 53 random bits.
  double unit(long step, int row, int slot, int use) {
    return (number(step, row, slot, use) >>> 11) * UNIT;
  }

  /// Uniform in 0 … bound − 1, for bounds far below 2^53.
  int below(int bound, long step, int row, int slot, int use) {
    return (int) (unit(step, row, slot, use) * bound);
  }

  private long number(long step, int row, int slot, int use) {
    long number = mix(key + GOLDEN * (step + 1));
    number = mix(number + GOLDEN * (row + 1L));
    number = mix(number + GOLDEN * (slot + 1L));
    return mix(number + GOLDEN * (use + 1L));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
