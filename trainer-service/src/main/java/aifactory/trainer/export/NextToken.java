package aifactory.trainer.export;

/// A model that says what it expects next. One thread.
public interface NextToken extends AutoCloseable {
  /// `[V]`: logits after these tokens.
  float[] after(int[] tokens);

  /// `[T − from][V]`: logits after each of these tokens from an index on. What a call before has in
  /// common with the tokens before that index need not be read again.
  float[][] afterEach(int[] tokens, int from);

  /// Longest row.
  int contextTokens();

  @Override
  void close();
}
