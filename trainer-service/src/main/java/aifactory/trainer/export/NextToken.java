package aifactory.trainer.export;

/// A model that says what it expects next. One thread.
public interface NextToken extends AutoCloseable {
  /// `[V]`: logits after these tokens.
  float[] after(int[] tokens);

  /// `[T][V]`: logits after each of these tokens.
  float[][] afterEach(int[] tokens);

  /// Longest row.
  int contextTokens();

  @Override
  void close();
}
