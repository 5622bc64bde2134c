package aifactory.trainer.loop;

import java.time.Duration;

/// How the loop goes round.
///
/// @param continuous `TRAIN_CONTINUOUS`: train without being asked
/// @param start when there is enough text to begin
/// @param stepsPerCycle `TRAIN_STEPS_PER_CYCLE`
/// @param validation when and how much
/// @param retry what to do when a cycle fails
/// @param bundles which checkpoints become bundles
/// @param checkpointsKept newest checkpoints kept beside those that pointers and bundles name
/// @param tokenizerThreads `SPM_NUM_THREADS`
public record LoopSettings(
    boolean continuous,
    Start start,
    int stepsPerCycle,
    Validation validation,
    Retry retry,
    Bundles bundles,
    int checkpointsKept,
    int tokenizerThreads) {

  /// @param minCharacters `TRAIN_MIN_CHARS_TO_START`
  /// @param minCharactersWhenQuiet enough when the corpus has stopped growing
  /// @param quiet how long without growth counts as stopped
  public record Start(long minCharacters, long minCharactersWhenQuiet, Duration quiet) {}

  /// @param everySteps `VAL_EVAL_EVERY`
  /// @param batches `VAL_EVAL_BATCHES`, at most
  /// @param patience `EARLY_STOPPING_PATIENCE`: validations without a new best before the loop
  ///   sleeps
  /// @param growth share of new text that wakes it
  public record Validation(int everySteps, int batches, int patience, double growth) {}

  /// @param max `TRAIN_RETRY_MAX`
  /// @param backoff `TRAIN_RETRY_BACKOFF_SEC`
  public record Retry(int max, Duration backoff) {}

  /// @param firstStep first step that is bundled
  /// @param everySteps `BUNDLE_EVERY_STEPS`
  /// @param evaluationBytesPerLanguage size of an evaluation set
  /// @param taskItemsPerLanguage `EVAL_ITEMS_PER_LANGUAGE`: tasks made of it
  public record Bundles(
      long firstStep,
      long everySteps,
      long evaluationBytesPerLanguage,
      int taskItemsPerLanguage,
      boolean quantized) {
    /// Whether the checkpoint of a step is to be bundled.
    ///
    /// @param bundledStep step of the last bundle, −1 when there is none
    boolean areDue(long step, long bundledStep) {
      return bundledStep < 0
          ? step >= firstStep
          : step > bundledStep && step / everySteps > bundledStep / everySteps;
    }
  }
}
