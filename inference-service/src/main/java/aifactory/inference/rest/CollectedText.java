package aifactory.inference.rest;

import aifactory.inference.generate.TextSink;
import io.vertx.core.http.HttpServerResponse;

/// Gathers the text for an answer in one piece; gives up when the client has gone.
final class CollectedText implements TextSink {
  private final StringBuilder text = new StringBuilder();
  private final HttpServerResponse connection;

  CollectedText(HttpServerResponse connection) {
    this.connection = connection;
  }

  @Override
  public void emit(String piece) {
    text.append(piece);
  }

  @Override
  public boolean isCancelled() {
    return connection.closed();
  }

  String text() {
    return text.toString();
  }
}
