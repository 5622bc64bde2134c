package aifactory.inference.generate;

import java.util.List;

/// Where text goes as it is made.
public interface TextSink {
  /// Takes the next piece: whole characters.
  ///
  /// @param scores of the tokens it is made of; empty unless they were asked for
  void emit(String piece, List<TokenScore> scores);

  /// Whether nobody wants more; asked before every step, by the model's thread.
  boolean isCancelled();
}
