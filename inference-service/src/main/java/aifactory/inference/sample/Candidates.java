package aifactory.inference.sample;

import java.util.Arrays;
import java.util.BitSet;

/// Tokens that may come next with their scores (logits). Samplers change it in place. Not
/// thread-safe.
public final class Candidates {
  private final int[] tokens;
  private final float[] scores;
  private int count;

  private Candidates(int[] tokens, float[] scores) {
    this.tokens = tokens;
    this.scores = scores;
    this.count = scores.length;
  }

  /// All tokens of a vocabulary; token i has score i. The scores are copied.
  public static Candidates of(float[] logits) {
    return of(logits, 0, logits.length);
  }

  /// The same for scores that begin somewhere in an array.
  public static Candidates of(float[] logits, int from, int vocabulary) {
    int[] tokens = new int[vocabulary];
    Arrays.setAll(tokens, i -> i);
    return new Candidates(tokens, Arrays.copyOfRange(logits, from, from + vocabulary));
  }

  public int count() {
    return count;
  }

  public int token(int place) {
    return tokens[place];
  }

  public float score(int place) {
    return scores[place];
  }

  public void rescore(int place, float score) {
    scores[place] = score;
  }

  /// Keeps the `limit` best, best first; among equals the smaller token wins, so that the order is
  /// the same everywhere.
  public void keepBest(int limit) {
    long[] best = ranked(limit);
    for (int i = 0; i < best.length; i++) {
      long rank = best[i];
      tokens[i] = (int) (0xFFFF_FFFFL - (rank & 0xFFFF_FFFFL));
      scores[i] = original((int) (rank >> Integer.SIZE));
    }
    count = best.length;
  }

  /// The scores of the `limit` best, best first; changes nothing.
  public float[] best(int limit) {
    long[] best = ranked(limit);
    float[] found = new float[best.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = original((int) (best[i] >> Integer.SIZE));
    }
    return found;
  }

  private long[] ranked(int limit) {
    long[] ranks = new long[count];
    for (int i = 0; i < count; i++) {
      ranks[i] = ((long) ordered(scores[i]) << Integer.SIZE) | (0xFFFF_FFFFL - tokens[i]);
    }
    int kept = Math.min(limit, count);
    long[] best = kept < count / 8 ? largest(ranks, kept) : ranks;
    Arrays.sort(best);
    long[] descending = new long[kept];
    for (int i = 0; i < kept; i++) {
      descending[i] = best[best.length - 1 - i];
    }
    return descending;
  }

  /// Keeps these tokens, in the present order; at least one of them must be here.
  public void keep(BitSet allowed) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (allowed.get(tokens[i])) {
        tokens[kept] = tokens[i];
        scores[kept++] = scores[i];
      }
    }
    count = kept;
  }

  /// Keeps the first `limit` in the present order, at least one.
  public void keepFirst(int limit) {
    count = Math.clamp(limit, 1, count);
  }

  /// Keeps those with at least this score, in the present order; at least the best one.
  public void keepAtLeast(double floor) {
    int best = best();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (scores[i] >= floor || tokens[i] == best) {
        tokens[kept] = tokens[i];
        scores[kept++] = scores[i];
      }
    }
    count = kept;
  }

  /// The best score.
  public float max() {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, scores[i]);
    }
    return max;
  }

  /// Sum of e^(score − highest) over all candidates.
  public double mass() {
    float max = max();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(scores[i] - max);
    }
    return sum;
  }

  /// Token with the best score; the smallest of equals.
  public int best() {
    int best = 0;
    for (int i = 1; i < count; i++) {
      boolean better = scores[i] > scores[best];
      if (better || (scores[i] == scores[best] && tokens[i] < tokens[best])) {
        best = i;
      }
    }
    return tokens[best];
  }

  /// Softmax over the candidates, in their order.
  public double[] probabilities() {
    float max = max();
    double[] probabilities = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      probabilities[i] = Math.exp(scores[i] - max);
      sum += probabilities[i];
    }
    for (int i = 0; i < count; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /// A min-heap of the largest: O(n log k), which matters for a vocabulary of 150,000.
  private static long[] largest(long[] ranks, int limit) {
    long[] heap = Arrays.copyOf(ranks, limit);
    Arrays.sort(heap); // a sorted array is a heap
    for (int i = limit; i < ranks.length; i++) {
      if (ranks[i] > heap[0]) {
        heap[0] = ranks[i];
        siftDown(heap);
      }
    }
    return heap;
  }

  private static void siftDown(long[] heap) {
    int parent = 0;
    for (int child = 1; child < heap.length; child = 2 * parent + 1) {
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[parent] <= heap[child]) {
        return;
      }
      long moved = heap[parent];
      heap[parent] = heap[child];
      heap[child] = moved;
      parent = child;
    }
  }

  /// Bits of a float so that integers compare as the floats do.
  private static int ordered(float score) {
    int bits = Float.floatToIntBits(score);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private static float original(int ordered) {
    return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & Integer.MAX_VALUE));
  }
}
