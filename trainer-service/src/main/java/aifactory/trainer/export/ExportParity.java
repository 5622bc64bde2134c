package aifactory.trainer.export;

import aifactory.trainer.engine.LogitReader;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How far a bundle's logits are from the trainer's for the same tokens.
///
/// @param prefillDifference largest absolute difference when the row is read at once
/// @param decodeDifference the same when it is read token by token through the cache
/// @param tolerance what both may be; infinite where numbers are rounded on purpose
/// @param perplexityChange perplexity of the bundle over the trainer's, on the trainer's own text;
///   1 where nothing is rounded
public record ExportParity(
    double prefillDifference, double decodeDifference, double tolerance, double perplexityChange) {
  /// Both sides round at every one of some thousand additions, in another order. Logits are of size
  /// 10; measured differences are around 1e-5.
  public static final double FP32_TOLERANCE = 1e-3;

  /// A bundle that is surprised by more than this is not the model any more.
  public static final double MAX_PERPLEXITY_CHANGE = 1.1;

  private static final int MAX_TOKENS = 192;

  /// The larger of the two.
  public double largestDifference() {
    return Math.max(prefillDifference, decodeDifference);
  }

  public boolean passed() {
    return largestDifference() <= tolerance // false for NaN
        && perplexityChange <= MAX_PERPLEXITY_CHANGE;
  }

  /// Measures with a row of tokens drawn from the whole vocabulary.
  public static ExportParity measure(LogitReader reader, Path bundle, int threads) {
    ModelConfiguration model = reader.model();
    SplittableRandom random = new SplittableRandom(model.vocabularySize());
    int[] tokens = new int[Math.min(model.contextTokens(), MAX_TOKENS)];
    Arrays.setAll(tokens, t -> random.nextInt(model.vocabularySize()));
    return measure(reader, bundle, threads, tokens);
  }

  /// Measures a bundle whose numbers were rounded on purpose.
  static ExportParity ofRounded(
      ModelConfiguration model, Map<String, Tensor> weights, Path bundle, int threads) {
    try (NextToken own = new TrainerNextToken(model, weights, threads);
        NextToken rounded = new BundleNextToken(bundle, threads)) {
      PublishedParity parity =
          PublishedParity.measure(model, own, rounded, Double.POSITIVE_INFINITY);
      return new ExportParity(
          parity.largestDifference(),
          parity.largestDifference(),
          parity.tolerance(),
          parity.perplexityChange());
    }
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
      return new ExportParity(prefill, decode, FP32_TOLERANCE, 1);
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
