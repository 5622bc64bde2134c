package aifactory.inference.rest;

import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenScore;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/// Gathers the text for an answer in one piece; gives up when the client has gone.
final class CollectedText implements TextSink {
  private final StringBuilder text = new StringBuilder();
  private final List<TokenScore> scores = new ArrayList<>();
  private final HttpServerResponse connection;

  CollectedText(HttpServerResponse connection) {
    this.connection = connection;
  }

  @Override
  public void emit(String piece, List<TokenScore> pieceScores) {
    text.append(piece);
    scores.addAll(pieceScores);
  }

  @Override
  public boolean isCancelled() {
    return connection.closed();
  }

  String text() {
    return text.toString();
  }

  List<TokenScore> scores() {
    return scores;
  }
}
