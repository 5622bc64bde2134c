package aifactory.inference.rest;

import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenScore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// One choice of a streamed answer: every piece goes out at once, in the form of its endpoint.
final class StreamedText implements TextSink {
  private final EventStream events;
  private final Predicate<String> held;
  private final Form form;
  private final StringBuilder text = new StringBuilder();
  private final List<TokenScore> heldScores = new ArrayList<>();
  private boolean holding;

  /// How a piece is written.
  @FunctionalInterface
  interface Form {
    /// @param begun characters of this choice before the piece
    void write(String piece, List<TokenScore> scores, int begun);
  }

  StreamedText(EventStream events, Form form) {
    this(events, _ -> false, form);
  }

  /// @param held whether a text that begins so is kept back until its end
  StreamedText(EventStream events, Predicate<String> held, Form form) {
    this.events = events;
    this.held = held;
    this.form = form;
  }

  @Override
  public void emit(String piece, List<TokenScore> scores) {
    if (text.isEmpty()) {
      holding = held.test(piece);
    }
    if (holding) {
      heldScores.addAll(scores);
    } else {
      form.write(piece, scores, text.length());
    }
    text.append(piece);
  }

  /// Writes what was kept back.
  void release() {
    if (holding) {
      form.write(text.toString(), List.copyOf(heldScores), 0);
      holding = false;
    }
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
