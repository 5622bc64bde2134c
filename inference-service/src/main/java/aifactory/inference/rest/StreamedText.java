package aifactory.inference.rest;

import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenScore;
import java.util.List;

/// One choice of a streamed answer: every piece goes out at once, in the form of its endpoint.
final class StreamedText implements TextSink {
  private final EventStream events;
  private final Form form;
  private final StringBuilder text = new StringBuilder();

  /// How a piece is written.
  @FunctionalInterface
  interface Form {
    /// @param begun characters of this choice before the piece
    void write(String piece, List<TokenScore> scores, int begun);
  }

  StreamedText(EventStream events, Form form) {
    this.events = events;
    this.form = form;
  }

  @Override
  public void emit(String piece, List<TokenScore> scores) {
    form.write(piece, scores, text.length());
    text.append(piece);
  }

  @Override
  public boolean isCancelled() {
    return events.isBroken();
  }

  /// The text so far.
  String text() {
    return text.toString();
  }
}
