package aifactory.inference.embed;

/// Plug point: turns texts into vectors of length 1, near ones for texts that mean alike.
/// Thread-safe.
public interface Embedding extends AutoCloseable {
  /// Name of the model, for people and clients.
  String name();

  /// Numbers per vector.
  int dimensions();

  /// The vector of a text; all zero for a text without a known token.
  Embedded embed(String text);

  @Override
  void close();

  /// @param vector of length 1, or all zero
  /// @param tokens tokens that the text had
  record Embedded(float[] vector, int tokens) {}
}
