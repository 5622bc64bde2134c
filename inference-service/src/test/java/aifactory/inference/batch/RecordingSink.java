package aifactory.inference.batch;

import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Remembers the pieces; can be cancelled from outside.
final class RecordingSink implements TextSink {
  final List<String> pieces = Collections.synchronizedList(new ArrayList<>());
  final List<TokenScore> scores = Collections.synchronizedList(new ArrayList<>());
  volatile boolean cancelled;

  @Override
  public void emit(String piece, List<TokenScore> pieceScores) {
    pieces.add(piece);
    scores.addAll(pieceScores);
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  String text() {
    return String.join("", pieces);
  }
}
