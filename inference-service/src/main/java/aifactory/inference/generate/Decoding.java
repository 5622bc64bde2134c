package aifactory.inference.generate;

/// One text being continued by a model: a cache that grows by the tokens given. For one thread.
public interface Decoding extends AutoCloseable {
  /// Appends tokens and returns the scores of what follows the last one (length = vocabulary). The
  /// array is reused by the next call.
  float[] advance(int[] tokens);

  /// Gives the cache back.
  @Override
  void close();
}
