package aifactory.trainer.portable;

import aifactory.trainer.model.Tensor;

/// The two orders in which rows of query and key matrices (and their biases) stand: Hugging Face
/// turns component i of a head with i + E/2, llama2.c and GGUF's `llama` turn neighbours.
final class HeadOrder {
  private HeadOrder() {}

  /// Neighbours → halves: row 2i of a head becomes i, row 2i + 1 becomes i + E/2.
  static Tensor halves(Tensor matrix, int heads) {
    return reordered(matrix, heads, true);
  }

  /// Halves → neighbours.
  static Tensor neighbours(Tensor matrix, int heads) {
    return reordered(matrix, heads, false);
  }

  private static Tensor reordered(Tensor matrix, int heads, boolean toHalves) {
    int rows = (int) matrix.shape()[0];
    int columns = matrix.values().length / rows;
    int E = rows / heads;
    float[] moved = new float[matrix.values().length];
    for (int row = 0; row < rows; row++) {
      int within = row % E;
      int half = within / 2 + within % 2 * (E / 2); // where a neighbour's row lies among halves
      int neighbour = row;
      int halved = row - within + half;
      int from = toHalves ? neighbour : halved;
      int to = toHalves ? halved : neighbour;
      System.arraycopy(matrix.values(), from * columns, moved, to * columns, columns);
    }
    return new Tensor(matrix.shape(), moved);
  }
}
