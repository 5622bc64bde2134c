package aifactory.trainer.export;

import aifactory.trainer.engine.LogitReader;
import aifactory.trainer.model.ModelConfiguration;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How far a bundle's logits are from the trainer's for the same tokens.
///
/// @param prefillDifference largest absolute difference when the row is read at once
/// @param decodeDifference the same when it is read token by token through the cache
/// @param tolerance what both may be
public record ExportParity(double prefillDifference, double decodeDifference, double tolerance) {
  /// Both sides round at every one of some thousand additions, in another order. Logits are of size
  /// 10; measured differences are around 1e-5.
  public static final double FP32_TOLERANCE = 1e-3;

  private static final int MAX_TOKENS = 192;

  /// The larger of the two.
  public double largestDifference() {
    return Math.max(prefillDifference, decodeDifference);
  }

  public boolean passed() {
    return largestDifference() <= tolerance; // false for NaN
  }

  /// Measures with a row of tokens drawn from the whole vocabulary.
  public static ExportParity measure(LogitReader reader, Path bundle, int threads) {
    ModelConfiguration model = reader.model();
    SplittableRandom random = new SplittableRandom(model.vocabularySize());
    int[] tokens = new int[Math.min(model.contextTokens(), MAX_TOKENS)];
    Arrays.setAll(tokens, t -> random.nextInt(model.vocabularySize()));
    return measure(reader, bundle, threads, tokens);
  }

  /// Measures with these tokens.
  public static ExportParity measure(LogitReader reader, Path bundle, int threads, int[] tokens) {
    float[][] expected_TV = reader.logits(tokens);
    try (BundleSession session = new BundleSession(bundle, threads)) {
      int[] all = IntStream.range(0, tokens.length).toArray();
      double prefill = largest(expected_TV, session.append(tokens, all));
      session.reset();
      double decode = 0;
      for (int t = 0; t < tokens.length; t++) {
        float[][] step_1V = session.append(new int[] {tokens[t]}, new int[] {0});
        decode = Math.max(decode, largest(new float[][] {expected_TV[t]}, step_1V));
      }
      return new ExportParity(prefill, decode, FP32_TOLERANCE);
    }
  }

  private static double largest(float[][] expected, float[][] actual) {
    double largest = 0;
    for (int t = 0; t < expected.length; t++) {
      for (int v = 0; v < expected[t].length; v++) {
        double difference = Math.abs((double) expected[t][v] - actual[t][v]);
        largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
      }
    }
    return largest;
  }
}
