package aifactory.trainer.engine;

import aifactory.trainer.model.ModelConfiguration;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A model small enough to be stepped in a millisecond, with shared key/value heads.
public final class ToyModel {
  private ToyModel() {}

  public static ModelConfiguration tied() {
    return new ModelConfiguration("toy", 64, 32, 2, 4, 2, 64, 32, 10_000, 1e-5, true);
  }

  public static ModelConfiguration untied() {
    return new ModelConfiguration("toy", 64, 32, 2, 4, 2, 64, 32, 10_000, 1e-5, false);
  }

  /// Rows of random tokens.
  public static int[][] rows(long seed, int rows, int length, int vocabulary) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] all = new int[rows][length];
    for (int[] row : all) {
      Arrays.setAll(row, t -> random.nextInt(vocabulary));
    }
    return all;
  }
}
