package aifactory.inference.batch;

import aifactory.contract.bundle.GenerationConfiguration;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Where prompts are cut: always at the same positions, whatever else goes on. The last bits of a
/// score depend on how many tokens were computed together, so a prompt cut by the clock, or reused
/// up to an odd place, would not give the same text to the same seed.
public final class ChunkGrid {
  private static final int LARGEST = 64;
  private static final int SMALLEST = 8;

  /// Multiply-adds of weights that one core does in a tenth of a second; those of attention take
  /// twice as long (measured with int8 and fp32 of 76 and 125 million parameters).
  private static final double OPERATIONS = 6.5e9;

  private static final double ATTENTION = 2;

  /// Threads beyond these gain little with so few tokens.
  private static final int MOST_THREADS = 4;

  /// The first position of every chunk, and the window.
  private final int[] cuts;

  private ChunkGrid(int[] cuts) {
    this.cuts = cuts;
  }

  /// Cuts that are equally far apart.
  ///
  /// @param window positions there are
  public static ChunkGrid even(int tokens, int window) {
    return new ChunkGrid(
        IntStream.concat(
                IntStream.iterate(0, cut -> cut < window, cut -> cut + tokens),
                IntStream.of(window))
            .toArray());
  }

  /// The grid for a model: a chunk delays the others' next token by about 100 ms, so that chunks
  /// are shorter where more positions lie before them; and even a small model's are short enough
  /// that a common beginning is mostly reused.
  ///
  /// @param threads of a step
  /// @param window positions there are
  public static ChunkGrid fitting(GenerationConfiguration model, int threads, int window) {
    // A layer has about 12 times its width squared; the width itself is not told.
    double width = Math.sqrt(model.parameters() / (12.0 * model.layers()));
    double perPosition = ATTENTION * 2 * model.layers() * width;
    double affordable = OPERATIONS * Math.min(threads, MOST_THREADS);
    IntStream.Builder cuts = IntStream.builder();
    int cut = 0;
    while (cut < window) {
      cuts.add(cut);
      int tokens = (int) (affordable / (model.parameters() + perPosition * cut));
      cut += Math.clamp(tokens / SMALLEST * SMALLEST, SMALLEST, LARGEST);
    }
    return new ChunkGrid(cuts.add(window).build().toArray());
  }

  /// Tokens of the chunk that begins at a position of a prompt.
  int chunk(int from, int promptTokens) {
    return Math.min(cuts[lastUpTo(from) + 1], promptTokens) - from;
  }

  /// How much of an equal beginning can be reused: up to a cut, and never all, because the scores
  /// after the last token are wanted.
  int reusable(int equalTokens, int promptTokens) {
    return cuts[lastUpTo(Math.min(equalTokens, promptTokens - 1))];
  }

  private int lastUpTo(int position) {
    int found = Arrays.binarySearch(cuts, position);
    return found >= 0 ? found : -found - 2;
  }
}
