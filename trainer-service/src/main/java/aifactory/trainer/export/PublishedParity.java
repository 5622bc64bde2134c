package aifactory.trainer.export;

import aifactory.trainer.model.ModelConfiguration;
import java.util.Arrays;
import java.util.SplittableRandom;

/// How an exported model compares with the one it was made of, over the same rows of tokens.
///
/// @param largestDifference of any logit, absolute
/// @param greedyAgreement share of positions at which both would choose the same token, 0 to 1
/// @param perplexityChange perplexity of the export over the model's, on the model's own text
/// @param positions compared
/// @param tolerance what the difference may be; infinite where numbers are rounded on purpose
public record PublishedParity(
    double largestDifference,
    double greedyAgreement,
    double perplexityChange,
    int positions,
    double tolerance) {
  private static final int RANDOM_ROWS = 3;
  private static final int MAX_TOKENS = 96;
  private static final double TOLERANCE_16_BITS = 0.5;

  public boolean passed() {
    return Double.isFinite(largestDifference)
        && Double.isFinite(perplexityChange)
        && largestDifference <= tolerance;
  }

  static double toleranceOf(String type) {
    return switch (type) {
      case "F32" -> ExportParity.FP32_TOLERANCE;
      case "F16" -> TOLERANCE_16_BITS;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /// Compares on rows of random tokens and on a row that the model writes itself.
  static PublishedParity measure(
      ModelConfiguration model, NextToken own, NextToken exported, double tolerance) {
    Comparison comparison = new Comparison();
    SplittableRandom random = new SplittableRandom(model.vocabularySize());
    int length = Math.min(MAX_TOKENS, Math.min(own.contextTokens(), exported.contextTokens()));
    for (int row = 0; row < RANDOM_ROWS; row++) {
      int[] tokens = random.ints(length, 0, model.vocabularySize()).toArray();
      comparison.add(own.afterEach(tokens, 0), exported.afterEach(tokens, 0));
    }
    int[] written = written(own, random.nextInt(model.vocabularySize()), length, random);
    float[][] ownLogits_TV = own.afterEach(written, 0);
    float[][] exportedLogits_TV = exported.afterEach(written, 0);
    comparison.add(ownLogits_TV, exportedLogits_TV);
    double change =
        Math.exp(surprise(exportedLogits_TV, written) - surprise(ownLogits_TV, written));
    return new PublishedParity(
        comparison.largest, comparison.agreement(), change, comparison.positions, tolerance);
  }

  /// Tokens drawn from what the model expects.
  private static int[] written(NextToken own, int first, int length, SplittableRandom random) {
    int[] tokens = {first};
    while (tokens.length < length) {
      int next = Logits.drawn(own.after(tokens), 1, random);
      tokens = Arrays.copyOf(tokens, tokens.length + 1);
      tokens[tokens.length - 1] = next;
    }
    return tokens;
  }

  /// Mean −log p of each token but the first, nats.
  private static double surprise(float[][] logits_TV, int[] tokens) {
    double nats = 0;
    for (int t = 1; t < tokens.length; t++) {
      nats -= Logits.logProbability(logits_TV[t - 1], tokens[t]);
    }
    return nats / Math.max(1, tokens.length - 1);
  }

  private static final class Comparison {
    private double largest;
    private int positions;
    private int agreeing;

    private void add(float[][] own_TV, float[][] exported_TV) {
      for (int t = 0; t < own_TV.length; t++) {
        for (int v = 0; v < own_TV[t].length; v++) {
          double difference = Math.abs((double) own_TV[t][v] - exported_TV[t][v]);
          largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
        }
        positions++;
        if (Logits.largest(own_TV[t]) == Logits.largest(exported_TV[t])) {
          agreeing++;
        }
      }
    }

    private double agreement() {
      return (double) agreeing / Math.max(1, positions);
    }
  }
}
