package aifactory.inference.batch;

import aifactory.inference.constrain.Constraint;
import aifactory.inference.generate.FinishReason;
import aifactory.inference.generate.Generated;
import aifactory.inference.generate.GenerationRequest;
import aifactory.inference.generate.StopRule;
import aifactory.inference.generate.StopStrings;
import aifactory.inference.generate.TextSink;
import aifactory.inference.generate.TokenBytes;
import aifactory.inference.generate.TokenScore;
import aifactory.inference.generate.Utf8Stream;
import aifactory.inference.sample.TokenChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One text on its way: prompt, place in the cache, choice of tokens, and what is known of its end.
/// Belongs to the loop's thread; only its [Outbox] is met by others.
final class Sequence {
  private final GenerationRequest request;
  private final TextSink sink;
  private final TokenBytes tokenBytes;
  private final @Nullable Constraint constraint;
  private final TokenChoice choice;
  private final StopStrings stopStrings;
  private final StopRule stop;
  private final Utf8Stream characters = new Utf8Stream();
  private final Outbox outbox = new Outbox();
  private final long begun = System.nanoTime();
  private final List<TokenScore> heldScores = new ArrayList<>();
  private @Nullable Duration toFirstToken;
  private long admitted;
  private int row;
  private int length;
  private int reused;
  private int made;
  private int last;

  Sequence(
      GenerationRequest request,
      TextSink sink,
      TokenBytes tokenBytes,
      Set<Integer> endTokens,
      @Nullable Constraint constraint,
      long freshSeed) {
    this.request = request;
    this.sink = sink;
    this.tokenBytes = tokenBytes;
    this.constraint = constraint;
    this.choice = new TokenChoice(request.sampling(), request.prompt(), freshSeed);
    this.stopStrings = new StopStrings(request.stop());
    this.stop = new StopRule(endTokens, stopStrings, request.maxTokens());
  }

  String client() {
    return request.client();
  }

  int[] prompt() {
    return request.prompt();
  }

  Outbox outbox() {
    return outbox;
  }

  int row() {
    return row;
  }

  /// Positions of the cache in use.
  int length() {
    return length;
  }

  /// The token to be given to the model next.
  int last() {
    return last;
  }

  /// Number of its admission: smaller = earlier.
  long admitted() {
    return admitted;
  }

  void enter(int intoRow, int alreadyRead, long admission) {
    admitted = admission;
    row = intoRow;
    length = alreadyRead;
    reused = alreadyRead;
  }

  void moveTo(int newRow) {
    row = newRow;
  }

  void grow(int tokens) {
    length += tokens;
  }

  /// Tokens of the prompt still to be read.
  int unread() {
    return request.prompt().length - length;
  }

  /// Ends a text nobody waits for any more; returns whether it ended.
  boolean endIfCancelled() {
    if (!sink.isCancelled()) {
      return false;
    }
    end(FinishReason.CANCELLED);
    return true;
  }

  /// Chooses the next token; returns whether the text ended with it.
  boolean accept(float[] scores, int from, int vocabulary) {
    BitSet allowed = constraint == null ? null : constraint.allowed();
    if (allowed != null && (allowed.isEmpty() || allowed.nextSetBit(0) >= vocabulary)) {
      fail(new IllegalStateException("the model has no token that keeps the form"));
      return true;
    }
    int token = choice.next(scores, from, vocabulary, allowed);
    if (stop.isEnd(token)) {
      end(FinishReason.STOP);
      return true;
    }
    made++;
    if (made == 1) {
      toFirstToken = Duration.ofNanos(System.nanoTime() - begun);
    }
    last = token;
    if (request.scoresPerToken() >= 0) {
      heldScores.add(
          TokenScore.of(scores, from, vocabulary, token, request.scoresPerToken(), tokenBytes));
    }
    show(stopStrings.append(characters.append(tokenBytes.of(token))), false);
    FinishReason reason = stop.afterToken(made);
    if (constraint != null) {
      constraint.accept(tokenBytes.of(token));
      reason = constraint.isEnd() ? FinishReason.STOP : reason;
    }
    if (reason != null) {
      end(reason);
    }
    return reason != null;
  }

  private void end(FinishReason reason) {
    show(stopStrings.rest(), true);
    outbox.end(new Generated(prompt().length, reused, made, reason, toFirstToken));
  }

  void fail(RuntimeException failure) {
    outbox.fail(failure);
  }

  /// Scores wait for the text of their tokens, so that both arrive together.
  private void show(String text, boolean atEnd) {
    if (!text.isEmpty() || (atEnd && !heldScores.isEmpty())) {
      outbox.piece(text, List.copyOf(heldScores));
      heldScores.clear();
    }
  }
}
