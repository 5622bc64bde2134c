package aifactory.trainer.engine;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import aifactory.trainer.model.ModelConfiguration;

/// Checks rows of token ids and splits them into inputs and the tokens that follow them.
final class TokenRows {
  private TokenRows() {}

  /// Fails on the first thing libtorch would crash on or, worse, accept.
  static void require(ModelConfiguration model, int[][] rows, int extra) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("a batch needs at least one row");
    }
    for (int[] row : rows) {
      int T = row.length - extra;
      if (T < 1 || T > model.contextTokens() || row.length != rows[0].length) {
        throw new IllegalArgumentException(
            "rows must have one length of %d to %d tokens, found %d"
                .formatted(1 + extra, model.contextTokens() + extra, row.length));
      }
      for (int token : row) {
        if (token < 0 || token >= model.vocabularySize()) {
          throw new IllegalArgumentException(
              "token " + token + " is outside the vocabulary of " + model.vocabularySize());
        }
      }
    }
  }

  /// int64 `[B, T]` from position `from` of the rows `first` to `end`.
  static PtNDArray block(PtNDManager scope, int[][] rows, int first, int end, int from, int T) {
    long[] flat = new long[(end - first) * T];
    for (int b = first; b < end; b++) {
      for (int t = 0; t < T; t++) {
        flat[(b - first) * T + t] = rows[b][from + t];
      }
    }
    return (PtNDArray) scope.create(flat, new Shape(end - first, T));
  }
}
