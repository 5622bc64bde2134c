package aifactory.trainer.optim;

/// The learning rate of a step. Implementations are values: the same step gives the same rate,
/// whenever and however often a run was resumed.
@FunctionalInterface
public interface LearningRateSchedule {
  /// Rate of the update with this number; the first update is step 0.
  double rateAt(long step);
}
