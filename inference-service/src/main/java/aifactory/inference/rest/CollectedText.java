package aifactory.inference.rest;

import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenScore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Gathers the text for an answer in one piece; gives up when the client has gone.
final class CollectedText implements TextSink {
  private final StringBuilder text = new StringBuilder();
  private final List<TokenScore> scores = new ArrayList<>();
  private final BooleanSupplier gone;

  /// @param gone whether the client is
  CollectedText(BooleanSupplier gone) {
    this.gone = gone;
  }

  @Override
  public void emit(String piece, List<TokenScore> pieceScores) {
    text.append(piece);
    scores.addAll(pieceScores);
  }

  @Override
  public boolean isCancelled() {
    return gone.getAsBoolean();
  }

  String text() {
    return text.toString();
  }

  List<TokenScore> scores() {
    return scores;
  }
}
