package aifactory.trainer.gguf;

import static aifactory.trainer.gguf.NumberType.BYTE;
import static aifactory.trainer.gguf.NumberType.SHORT;

import java.lang.foreign.MemorySegment;

/// A block of `Q4_K`: 256 numbers, scale·q − minimum, q of 4 bits.
final class GroupedBlock {
  /*
   * Layout (144 bytes): half d, half m, 12 bytes with 8 scales and 8 minima of 6 bits, 128 bytes of
   * nibbles. Group g of 32 numbers: d·scale_g·q − m·minimum_g. Groups 2k and 2k + 1 share 32 bytes, the
   * even one in the low nibbles. Scales and minima 0 … 3 lie in the low 6 bits of bytes 0 … 3 and 4 … 7;
   * those of 4 … 7 have their low 4 bits in bytes 8 … 11 and their high 2 bits atop bytes 0 … 7.
   */
  private static final int GROUPS = 8;
  private static final int GROUP = 32;
  private static final int LEVELS = 15;
  private static final int PACKED = 63;
  private static final int SCALES_AT = 4;
  private static final int NUMBERS_AT = 16;

  private GroupedBlock() {}

  static void decode(MemorySegment from, long at, float[] to, int index) {
    float scale = NumberType.half(from, at);
    float minimum = NumberType.half(from, at + 2);
    for (int group = 0; group < GROUPS; group++) {
      float d = scale * packed(from, at + SCALES_AT, group, false);
      float m = minimum * packed(from, at + SCALES_AT, group, true);
      for (int i = 0; i < GROUP; i++) {
        int pair = from.get(BYTE, at + NUMBERS_AT + (group / 2) * GROUP + i) & 0xFF;
        int q = group % 2 == 0 ? pair & 0xF : pair >> 4;
        to[index + group * GROUP + i] = d * q - m;
      }
    }
  }

  private static int packed(MemorySegment from, long at, int group, boolean minimum) {
    if (group < 4) {
      return from.get(BYTE, at + group + (minimum ? 4 : 0)) & PACKED;
    }
    int low = from.get(BYTE, at + group + 4) & 0xFF;
    int high = (from.get(BYTE, at + group - (minimum ? 0 : 4)) & 0xFF) >> 6;
    return (minimum ? low >> 4 : low & 0xF) | high << 4;
  }

  static void encode(float[] from, int index, MemorySegment to, long at) {
    float[] scales = new float[GROUPS];
    float[] minima = new float[GROUPS];
    float largestScale = 0;
    float largestMinimum = 0;
    for (int group = 0; group < GROUPS; group++) {
      Line line = Line.through(from, index + group * GROUP);
      scales[group] = line.scale();
      minima[group] = line.minimum();
      largestScale = Math.max(largestScale, line.scale());
      largestMinimum = Math.max(largestMinimum, line.minimum());
    }
    short d = Float.floatToFloat16(largestScale / PACKED);
    short m = Float.floatToFloat16(largestMinimum / PACKED);
    to.set(SHORT, at, d);
    to.set(SHORT, at + 2, m);
    byte[] packed = new byte[12];
    for (int group = 0; group < GROUPS; group++) {
      pack(packed, group, level(scales[group], largestScale), level(minima[group], largestMinimum));
    }
    MemorySegment.copy(packed, 0, to, BYTE, at + SCALES_AT, packed.length);
    for (int group = 0; group < GROUPS; group++) {
      float scale = Float.float16ToFloat(d) * packed(to, at + SCALES_AT, group, false);
      float minimum = Float.float16ToFloat(m) * packed(to, at + SCALES_AT, group, true);
      numbers(from, index + group * GROUP, to, at + NUMBERS_AT, group, scale, minimum);
    }
  }

  private static void numbers(
      float[] from, int index, MemorySegment to, long at, int group, float scale, float minimum) {
    for (int i = 0; i < GROUP; i++) {
      int q =
          scale == 0 ? 0 : Math.clamp(Math.round((from[index + i] + minimum) / scale), 0, LEVELS);
      long place = at + (group / 2) * GROUP + i;
      int pair = to.get(BYTE, place) & 0xFF;
      to.set(BYTE, place, (byte) (group % 2 == 0 ? pair & 0xF0 | q : pair & 0xF | q << 4));
    }
  }

  private static int level(float value, float largest) {
    return largest == 0 ? 0 : Math.clamp(Math.round(value / largest * PACKED), 0, PACKED);
  }

  private static void pack(byte[] packed, int group, int scale, int minimum) {
    if (group < 4) {
      packed[group] |= (byte) scale;
      packed[group + 4] |= (byte) minimum;
    } else {
      packed[group + 4] = (byte) (scale & 0xF | (minimum & 0xF) << 4);
      packed[group - 4] |= (byte) (scale >> 4 << 6);
      packed[group] |= (byte) (minimum >> 4 << 6);
    }
  }

  /// scale·q − minimum through 32 numbers with the least weighted squared error: several ranges are
  /// tried, and for each the best line through the levels that result. Large numbers weigh more.
  private record Line(float scale, float minimum) {
    private static final int TRIALS = 20;

    static Line through(float[] x, int at) {
      float low = 0; // the minimum is stored as a positive number that is taken away
      float high = x[at];
      double squares = 0;
      for (int i = 0; i < GROUP; i++) {
        low = Math.min(low, x[at + i]);
        high = Math.max(high, x[at + i]);
        squares += (double) x[at + i] * x[at + i];
      }
      if (high <= low) {
        return new Line(0, -low);
      }
      double mean = Math.sqrt(squares / GROUP);
      Line best = new Line((high - low) / LEVELS, -low);
      double leastError = best.error(x, at, mean);
      for (int trial = 0; trial <= TRIALS; trial++) {
        double inverse = (LEVELS - 1 + 0.1 * trial) / (high - low);
        Line fitted = fit(x, at, mean, inverse, low);
        double error = fitted.error(x, at, mean);
        if (fitted.scale > 0 && error < leastError) {
          best = fitted;
          leastError = error;
        }
      }
      return best;
    }

    private static Line fit(float[] x, int at, double mean, double inverse, float low) {
      double w = 0;
      double wq = 0;
      double wqq = 0;
      double wx = 0;
      double wqx = 0;
      for (int i = 0; i < GROUP; i++) {
        double weight = mean + Math.abs(x[at + i]);
        long q = Math.clamp(Math.round(inverse * (x[at + i] - low)), 0, LEVELS);
        w += weight;
        wq += weight * q;
        wqq += weight * q * q;
        wx += weight * x[at + i];
        wqx += weight * q * x[at + i];
      }
      double determinant = w * wqq - wq * wq;
      if (determinant <= 0) {
        return new Line(0, 0);
      }
      double scale = (w * wqx - wx * wq) / determinant;
      double offset = (wqq * wx - wq * wqx) / determinant;
      return offset > 0
          ? new Line((float) (wqx / wqq), 0)
          : new Line((float) scale, (float) -offset);
    }

    private double error(float[] x, int at, double mean) {
      double error = 0;
      for (int i = 0; i < GROUP; i++) {
        int q = scale == 0 ? 0 : Math.clamp(Math.round((x[at + i] + minimum) / scale), 0, LEVELS);
        double off = scale * q - minimum - x[at + i];
        error += (mean + Math.abs(x[at + i])) * off * off;
      }
      return error;
    }
  }
}
