package aifactory.inference.batch;

/// Plug point: a model with a cache of several rows, one text in each. Who calls remembers how many
/// positions of a row are in use. For one thread.
public interface RowCache extends AutoCloseable {
  /// Texts that have room at once.
  int rows();

  /// Positions per row.
  int window();

  /// What all rows occupy.
  long bytes();

  /// Appends tokens to one row after its first `length` positions.
  ///
  /// @return scores of what follows the last token, `[V]`; reused by the next call
  float[] prefill(int row, int length, int[] tokens);

  /// Appends one token to each of the first `tokens.length` rows.
  ///
  /// @param lengths positions in use in each of them
  /// @return scores, `[rows, V]` one after the other; reused by the next call
  float[] decode(int[] lengths, int[] tokens);

  /// Makes two rows change places.
  ///
  /// @param ofOne positions of the first that matter
  /// @param ofOther positions of the second that matter
  void swap(int one, int other, int ofOne, int ofOther);

  /// Copies the first positions of a row to another.
  void copy(int from, int to, int positions);

  @Override
  void close();
}
