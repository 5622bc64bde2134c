package aifactory.inference.constrain;

import aifactory.inference.constrain.Rule.Choice;
import aifactory.inference.constrain.Rule.OneByte;
import aifactory.inference.constrain.Rule.Reference;
import aifactory.inference.constrain.Rule.Repeat;
import aifactory.inference.constrain.Rule.Sequence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The form an output must have, read byte by byte: a pushdown automaton that follows all
/// possibilities at once. States are made as they are met and remembered, so that a byte costs one
/// step in a table once it was seen there. Not thread-safe.
public final class Grammar {
  private static final int MOST_STATES = 2_000; // each keeps up to a bit per token of the model

  private final Map<Frame, Frame> frames = new HashMap<>();
  private final Map<Place, State> states = new HashMap<>();
  private State start;

  /// A rule and what follows it. Interned: equal frames are one object.
  private record Frame(Rule rule, @Nullable Frame next) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Frame frame && frame.rule == rule && frame.next == next;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(rule) + System.identityHashCode(next);
    }
  }

  private record Place(Set<Frame> ahead, boolean complete) {}

  /// Everything that may follow what was read so far.
  public final class State {
    private final Set<Frame> ahead;
    private final boolean complete;
    private final @Nullable State[] after = new State[256];
    private @Nullable Object note;

    private State(Set<Frame> ahead, boolean complete) {
      this.ahead = ahead;
      this.complete = complete;
    }

    /// Whether the text may end here.
    public boolean isComplete() {
      return complete;
    }

    /// Whether nothing may follow.
    public boolean isEnd() {
      return ahead.isEmpty();
    }

    /// The state after one more byte; null = the byte is not allowed.
    public @Nullable State after(int value) {
      State known = after[value];
      if (known == null) {
        known = step(this, value);
        after[value] = known;
      }
      return known.ahead.isEmpty() && !known.complete ? null : known;
    }

    /// What a reader of the grammar keeps with a state.
    @Nullable Object note() {
      return note;
    }

    void note(Object kept) {
      note = kept;
    }
  }

  public Grammar(Rule root) {
    Set<Frame> ahead = new LinkedHashSet<>();
    boolean complete = expand(frame(root, null), ahead);
    this.start = state(ahead, complete);
  }

  /// Before the first byte.
  public State start() {
    return start;
  }

  private State step(State from, int value) {
    Set<Frame> ahead = new LinkedHashSet<>();
    boolean complete = false;
    for (Frame frame : from.ahead) {
      if (((OneByte) frame.rule()).allows(value)) {
        complete |= frame.next() == null || expand(frame.next(), ahead);
      }
    }
    return state(ahead, complete);
  }

  private State state(Set<Frame> ahead, boolean complete) {
    if (states.size() >= MOST_STATES) {
      states.clear(); // those in use live on in their readers
      frames.clear();
      start = new State(start.ahead, start.complete); // the old one leads to all of them
    }
    return states.computeIfAbsent(
        new Place(ahead, complete), place -> new State(place.ahead(), place.complete()));
  }

  private Frame frame(Rule rule, @Nullable Frame next) {
    return frames.computeIfAbsent(new Frame(rule, next), made -> made);
  }

  /// Unfolds a frame into all frames that begin with a byte; returns whether the text may end.
  private boolean expand(Frame first, Set<Frame> into) {
    boolean complete = false;
    Deque<Frame> open = new ArrayDeque<>();
    Set<Frame> seen = new HashSet<>();
    open.push(first);
    while (!open.isEmpty()) {
      Frame frame = open.pop();
      if (!seen.add(frame)) {
        continue; // a rule that contains itself before any byte, or two ways to the same place
      }
      if (frame.rule() instanceof OneByte) {
        into.add(frame);
      } else {
        complete |= unfold(frame, open);
      }
    }
    return complete;
  }

  private boolean unfold(Frame frame, Deque<Frame> open) {
    Frame next = frame.next();
    switch (frame.rule()) {
      case OneByte _ -> throw new IllegalArgumentException("a byte has nothing in it");
      case Sequence sequence -> {
        for (Rule part : sequence.parts.reversed()) {
          next = frame(part, next);
        }
        return follow(next, open);
      }
      case Choice choice -> {
        for (Rule part : choice.parts.reversed()) {
          open.push(frame(part, next));
        }
        return false;
      }
      case Reference reference -> open.push(frame(reference.target(), next));
      case Repeat repeat -> {
        if (repeat.max != 0) {
          open.push(frame(repeat.part, frame(repeat.rest(), next)));
        }
        return repeat.min == 0 && follow(next, open);
      }
    }
    return false;
  }

  private static boolean follow(@Nullable Frame next, Deque<Frame> open) {
    if (next == null) {
      return true;
    }
    open.push(next);
    return false;
  }
}
