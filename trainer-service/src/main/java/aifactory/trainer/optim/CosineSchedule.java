package aifactory.trainer.optim;

/// Linear warm-up, then half a cosine down to a share of the peak: for runs whose total is set.
///
/// @param peak highest rate
/// @param warmupSteps updates until the peak
/// @param totalSteps updates of the whole run
/// @param finalShare share of the peak that is left at the end
public record CosineSchedule(double peak, long warmupSteps, long totalSteps, double finalShare)
    implements LearningRateSchedule {
  public CosineSchedule {
    if (!(peak > 0) || warmupSteps < 0 || totalSteps <= warmupSteps) {
      throw new IllegalArgumentException(
          "needs peak > 0 and 0 <= warmupSteps < totalSteps: "
              + peak
              + ", "
              + warmupSteps
              + ", "
              + totalSteps);
    }
  }

  @Override
  public double rateAt(long step) {
    if (step < warmupSteps) {
      return peak * (step + 1) / warmupSteps;
    }
    double done = Math.min(1.0, (step - warmupSteps) / (double) (totalSteps - warmupSteps));
    double cosine = (1 + StrictMath.cos(StrictMath.PI * done)) / 2;
    return peak * (finalShare + (1 - finalShare) * cosine);
  }
}
