package aifactory.inference.embed;

import java.util.Arrays;

/// Arithmetic of vectors.
public final class Vectors {
  private Vectors() {}

  /// Brought to length 1 in place; a vector of zeros stays.
  public static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (squares > 0) {
      float scale = (float) (1 / Math.sqrt(squares));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= scale;
      }
    }
    return vector;
  }

  /// The first numbers, brought to length 1 again.
  public static float[] shortened(float[] vector, int dimensions) {
    return dimensions == vector.length ? vector : unit(Arrays.copyOf(vector, dimensions));
  }
}
