package aifactory.preprocess.quality;

/// What a filter found.
public sealed interface Verdict {
  double measure();

  double threshold();

  /// The text is on the right side of the bound.
  record Passed(double measure, double threshold) implements Verdict {}

  /// The text is on the wrong side.
  record Failed(double measure, double threshold) implements Verdict {}

  /// Passes from the bound upwards.
  static Verdict atLeast(double minimum, double measure) {
    return measure >= minimum ? new Passed(measure, minimum) : new Failed(measure, minimum);
  }

  /// Passes up to the bound.
  static Verdict atMost(double maximum, double measure) {
    return measure <= maximum ? new Passed(measure, maximum) : new Failed(measure, maximum);
  }
}
