package aifactory.trainer.export;

import aifactory.trainer.model.Tensor;
import java.util.Arrays;

/// Rearranges matrices from Hugging Face's `[outputs, inputs]` to what the graph's operators want.
final class LinearWeights {
  private LinearWeights() {}

  /// `[outputs, inputs]` → `[inputs, outputs]`.
  static Tensor transposed(Tensor matrix) {
    int outputs = (int) matrix.shape()[0];
    int inputs = (int) matrix.shape()[1];
    float[] turned = new float[outputs * inputs];
    for (int row = 0; row < outputs; row++) {
      for (int column = 0; column < inputs; column++) {
        turned[column * outputs + row] = matrix.values()[row * inputs + column];
      }
    }
    return new Tensor(new long[] {inputs, outputs}, turned);
  }

  /// Matrices with the same inputs, one under the other.
  static Tensor stacked(Tensor... matrices) {
    long inputs = matrices[0].shape()[1];
    int length = 0;
    for (Tensor matrix : matrices) {
      length += matrix.values().length;
    }
    float[] all = new float[length];
    int at = 0;
    for (Tensor matrix : matrices) {
      System.arraycopy(matrix.values(), 0, all, at, matrix.values().length);
      at += matrix.values().length;
    }
    return new Tensor(new long[] {length / inputs, inputs}, all);
  }

  /// Vectors, one behind the other.
  static Tensor joined(Tensor... vectors) {
    Tensor[] columns = new Tensor[vectors.length];
    Arrays.setAll(
        columns, i -> new Tensor(new long[] {vectors[i].values().length, 1}, vectors[i].values()));
    Tensor stacked = stacked(columns);
    return new Tensor(new long[] {stacked.values().length}, stacked.values());
  }
}
