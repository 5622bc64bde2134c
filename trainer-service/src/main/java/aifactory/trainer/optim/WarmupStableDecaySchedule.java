package aifactory.trainer.optim;

/// Linear warm-up, a stable rate for as long as the run goes on, and a linear decay towards zero
/// only before a checkpoint that is to be judged (Hu et al. 2024, arXiv:2404.06395). For runs
/// without an end: the stable part never needs to know the total.
///
/// @param peak the stable rate
/// @param warmupSteps updates until it
/// @param decayFrom first step of the decay; `Long.MAX_VALUE` = not yet
/// @param decaySteps updates of the decay
public record WarmupStableDecaySchedule(
    double peak, long warmupSteps, long decayFrom, long decaySteps)
    implements LearningRateSchedule {
  public WarmupStableDecaySchedule {
    if (!(peak > 0) || warmupSteps < 0 || decayFrom < 0 || decaySteps < 1) {
      throw new IllegalArgumentException(
          "needs peak > 0, warmupSteps >= 0, decayFrom >= 0, decaySteps >= 1");
    }
  }

  /// Without a decay.
  public static WarmupStableDecaySchedule stable(double peak, long warmupSteps) {
    return new WarmupStableDecaySchedule(peak, warmupSteps, Long.MAX_VALUE, 1);
  }

  /// The same run with a decay that starts at a step.
  public WarmupStableDecaySchedule decayingFrom(long step, long steps) {
    return new WarmupStableDecaySchedule(peak, warmupSteps, step, steps);
  }

  @Override
  public double rateAt(long step) {
    double rising = step < warmupSteps ? (step + 1.0) / warmupSteps : 1.0;
    double falling =
        step < decayFrom ? 1.0 : Math.max(0.0, 1.0 - (step - decayFrom + 1.0) / (decaySteps + 1.0));
    return peak * rising * falling;
  }
}
