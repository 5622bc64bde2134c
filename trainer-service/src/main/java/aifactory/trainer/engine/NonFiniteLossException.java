package aifactory.trainer.engine;

/// A loss or gradient is not a number or infinite. Thrown before the update: weights and moments
/// are those of the step before.
public final class NonFiniteLossException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long step;

  NonFiniteLossException(long step, double loss, double gradientNorm) {
    super(
        "step "
            + step
            + " stopped before its update: loss "
            + loss
            + ", gradient norm "
            + gradientNorm);
    this.step = step;
  }

  /// Number of the update that was not made; the first is 1.
  public long step() {
    return step;
  }
}
