package aifactory.inference.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// How likely a token was to the model, before any sampler.
///
/// @param bytes what it stands for; may be part of a character
/// @param logProbability natural logarithm
/// @param best the most likely tokens at that place, best first; as many as were asked for
public record TokenScore(int token, byte[] bytes, double logProbability, List<Alternative> best) {
  /// A token that might have come.
  public record Alternative(int token, byte[] bytes, double logProbability) {}

  /// Reads it off the scores of one position.
  public static TokenScore of(
      float[] scores, int from, int vocabulary, int token, int alternatives, TokenBytes bytes) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < vocabulary; i++) {
      max = Math.max(max, scores[from + i]);
    }
    double sum = 0;
    for (int i = 0; i < vocabulary; i++) {
      sum += Math.exp(scores[from + i] - max);
    }
    double norm = max + Math.log(sum);
    List<Alternative> best = new ArrayList<>();
    for (int other : best(scores, from, vocabulary, alternatives)) {
      best.add(new Alternative(other, bytes.of(other), scores[from + other] - norm));
    }
    return new TokenScore(token, bytes.of(token), scores[from + token] - norm, best);
  }

  private static List<Integer> best(float[] scores, int from, int vocabulary, int wanted) {
    Comparator<Integer> worstFirst =
        Comparator.<Integer>comparingDouble(token -> scores[from + token])
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> kept = new PriorityQueue<>(worstFirst);
    for (int token = 0; token < vocabulary && wanted > 0; token++) {
      boolean full = kept.size() == wanted;
      if (!full || scores[from + token] > scores[from + kept.element()]) {
        kept.add(token);
        if (full) {
          kept.remove();
        }
      }
    }
    return kept.stream().sorted(worstFirst.reversed()).toList();
  }
}
