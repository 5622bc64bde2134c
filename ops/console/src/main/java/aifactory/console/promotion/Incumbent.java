package aifactory.console.promotion;

import java.util.OptionalDouble;

/// What serves now, as far as a candidate's comparison needs it.
public sealed interface Incumbent {
  /// Nothing is in production yet.
  record None() implements Incumbent {}

  /// A bundle is in production.
  ///
  /// @param score its score on the candidate's evaluation set; empty when it has none: scores of
  ///   different sets are never compared
  record Production(String bundleId, OptionalDouble score) implements Incumbent {}
}
