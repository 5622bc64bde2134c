package aifactory.inference.constrain;

import java.util.BitSet;
import java.util.Set;

/// One text inside its grammar, token by token. Not thread-safe; texts of one grammar share what it
/// has learned, so they must be made by one thread.
public final class Constraint {
  private final SortedTokens tokens;
  private final Set<Integer> endTokens;
  private Grammar.State state;
  private long maskNanos;

  public Constraint(Grammar grammar, SortedTokens tokens, Set<Integer> endTokens) {
    this.tokens = tokens;
    this.endTokens = endTokens;
    this.state = grammar.start();
  }

  /// Tokens that may come next, end tokens among them where the text may end. The set is shared:
  /// not to be changed.
  public BitSet allowed() {
    if (state.note() instanceof BitSet known) {
      return known;
    }
    long begun = System.nanoTime();
    BitSet allowed = tokens.allowed(state);
    if (state.isComplete()) {
      endTokens.forEach(allowed::set);
    }
    state.note(allowed);
    maskNanos += System.nanoTime() - begun;
    return allowed;
  }

  /// Takes the bytes of the token that was chosen.
  ///
  /// @throws IllegalArgumentException when they leave the grammar
  public void accept(byte[] bytes) {
    for (byte each : bytes) {
      Grammar.State after = state.after(Byte.toUnsignedInt(each));
      if (after == null) {
        throw new IllegalArgumentException("a token outside the grammar was chosen");
      }
      state = after;
    }
  }

  /// Whether nothing can follow.
  public boolean isEnd() {
    return state.isEnd();
  }

  /// Whether the text is whole as it stands.
  public boolean isComplete() {
    return state.isComplete();
  }

  /// Time spent on finding out what is allowed, in states that were new.
  public long maskNanos() {
    return maskNanos;
  }
}
