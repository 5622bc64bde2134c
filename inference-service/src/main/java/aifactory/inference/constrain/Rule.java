package aifactory.inference.constrain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set of byte strings. Rules are compared by identity: the same object is the same rule, which
/// is what lets states be recognised. Immutable but for what is completed while it is written.
public abstract sealed class Rule {
  private Rule() {}

  /// One byte out of a set.
  static final class OneByte extends Rule {
    private final boolean[] allowed = new boolean[256];

    /// @param ranges first and last byte of each range, unsigned
    OneByte(int... ranges) {
      for (int i = 0; i < ranges.length; i += 2) {
        for (int value = ranges[i]; value <= ranges[i + 1]; value++) {
          allowed[value] = true;
        }
      }
    }

    boolean allows(int value) {
      return allowed[value];
    }
  }

  /// One after the other; none = the empty text.
  static final class Sequence extends Rule {
    final List<Rule> parts;

    Sequence(List<Rule> parts) {
      this.parts = List.copyOf(parts);
    }
  }

  /// One of several; of none there is no text at all.
  static final class Choice extends Rule {
    final List<Rule> parts;

    Choice(List<Rule> parts) {
      this.parts = List.copyOf(parts);
    }
  }

  /// So many times the same.
  static final class Repeat extends Rule {
    static final int UNBOUNDED = -1;

    final Rule part;
    final int min;
    final int max;
    private @Nullable Repeat rest;

    /// @param max [#UNBOUNDED] = no end
    Repeat(Rule part, int min, int max) {
      this.part = part;
      this.min = min;
      this.max = max;
    }

    /// What may follow one of them; always the same object.
    Repeat rest() {
      if (min == 0 && max == UNBOUNDED) {
        return this;
      }
      Repeat known = rest;
      if (known == null) {
        known = new Repeat(part, Math.max(0, min - 1), max == UNBOUNDED ? max : max - 1);
        rest = known;
      }
      return known;
    }
  }

  /// A rule by name, so that rules can contain themselves.
  static final class Reference extends Rule {
    private final String name;
    private @Nullable Rule target;

    Reference(String name) {
      this.name = name;
    }

    void define(Rule rule) {
      target = rule;
    }

    Rule target() {
      Rule known = target;
      if (known == null) {
        throw new IllegalStateException(name + " was never defined");
      }
      return known;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
