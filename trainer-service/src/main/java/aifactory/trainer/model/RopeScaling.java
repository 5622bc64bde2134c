package aifactory.trainer.model;

/// How rotary wavelengths are stretched so that a model reads beyond the window it was trained on.
///
/// @param kind `linear` (every angle divided by the factor) or `llama3` (only the long waves)
/// @param factor how much longer
/// @param lowFrequencyFactor waves longer than original/low are divided by the factor (`llama3`)
/// @param highFrequencyFactor waves shorter than original/high stay as they are (`llama3`)
/// @param originalContext window of the first training (`llama3`)
public record RopeScaling(
    String kind,
    double factor,
    double lowFrequencyFactor,
    double highFrequencyFactor,
    int originalContext) {
  public static final String LINEAR = "linear";
  public static final String LLAMA3 = "llama3";

  public RopeScaling {
    if (!kind.equals(LINEAR) && !kind.equals(LLAMA3)) {
      throw new IllegalArgumentException(
          "rope scaling '" + kind + "' is not known; known are linear and llama3");
    }
    if (!(factor > 0)) {
      throw new IllegalArgumentException("rope scaling's factor must be positive, is " + factor);
    }
    boolean bandWrong =
        !(lowFrequencyFactor > 0)
            || !(highFrequencyFactor > lowFrequencyFactor)
            || originalContext < 1;
    if (kind.equals(LLAMA3) && bandWrong) {
      throw new IllegalArgumentException(
          "rope scaling llama3 needs 0 < low_freq_factor < high_freq_factor and an original context");
    }
  }

  /// Every angle divided by the factor.
  public static RopeScaling linear(double factor) {
    return new RopeScaling(LINEAR, factor, 1, 4, 1);
  }

  /// What the angle per position of a pair is divided by.
  ///
  /// @param angle radians per position, unscaled
  double divisor(double angle) {
    if (kind.equals(LINEAR)) {
      return factor;
    }
    double wave = 2 * Math.PI / angle;
    double longest = originalContext / lowFrequencyFactor;
    double shortest = originalContext / highFrequencyFactor;
    if (wave > longest) {
      return factor;
    }
    if (wave < shortest) {
      return 1;
    }
    // Between the two bands the share of the unscaled angle rises with the frequency.
    double smooth =
        (originalContext / wave - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
    return 1 / ((1 - smooth) / factor + smooth);
  }
}
