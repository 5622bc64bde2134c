package aifactory.trainer.loop;

/// Early stopping across cycles: how long ago the validation loss was last a new best. A value,
/// kept in every checkpoint.
///
/// @param bestLoss best validation loss so far
/// @param staleValidations validations since
/// @param bestStep where the best was
public record Patience(double bestLoss, int staleValidations, long bestStep) {
  static final Patience FRESH = new Patience(Double.MAX_VALUE, 0, 0);

  Patience after(double loss, long step) {
    return loss < bestLoss
        ? new Patience(loss, 0, step)
        : new Patience(bestLoss, staleValidations + 1, bestStep);
  }

  /// The corpus has grown: another try.
  Patience renewed() {
    return new Patience(bestLoss, 0, bestStep);
  }

  boolean isUsedUp(int limit) {
    return staleValidations >= limit;
  }
}
