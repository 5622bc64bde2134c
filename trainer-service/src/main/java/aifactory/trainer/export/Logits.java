package aifactory.trainer.export;

import java.util.SplittableRandom;

/// What logits mean.
public final class Logits {
  private Logits() {}

  /// The token that is expected most; of equals the smallest id.
  public static int largest(float[] logits_V) {
    int best = 0;
    for (int v = 1; v < logits_V.length; v++) {
      if (logits_V[v] > logits_V[best]) {
        best = v;
      }
    }
    return best;
  }

  /// log softmax(logits)[token], with the largest logit taken out so that nothing overflows.
  public static double logProbability(float[] logits_V, int token) {
    double max = logits_V[largest(logits_V)];
    double sum = 0;
    for (float logit : logits_V) {
      sum += Math.exp(logit - max);
    }
    return logits_V[token] - max - Math.log(sum);
  }

  /// A token drawn with its probability at a temperature; at 0 the most expected one.
  public static int drawn(float[] logits_V, double temperature, SplittableRandom random) {
    if (temperature <= 0) {
      return largest(logits_V);
    }
    double max = logits_V[largest(logits_V)];
    double sum = 0;
    for (float logit : logits_V) {
      sum += Math.exp((logit - max) / temperature);
    }
    double left = random.nextDouble() * sum;
    for (int v = 0; v < logits_V.length; v++) {
      left -= Math.exp((logits_V[v] - max) / temperature);
      if (left < 0) {
        return v;
      }
    }
    return logits_V.length - 1;
  }
}
