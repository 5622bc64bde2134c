package aifactory.inference.generate;

/// Where text goes as it is made.
public interface TextSink {
  /// Takes the next piece: whole characters, never empty.
  void emit(String piece);

  /// Whether nobody wants more; asked before every step.
  boolean isCancelled();
}
