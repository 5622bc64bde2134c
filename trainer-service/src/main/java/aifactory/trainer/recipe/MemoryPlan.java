package aifactory.trainer.recipe;

import aifactory.trainer.model.ModelConfiguration;

/// What a run will need in native memory, so that a model that cannot fit is refused before it is
/// begun, and not killed by the system in the middle.
///
/// @param stateBytes weights, gradients and two moments, 4 bytes each
/// @param activationBytes what the backward pass keeps of one part, and its logits
public record MemoryPlan(long stateBytes, long activationBytes) {
  /*
   * Per token and layer the backward pass keeps about 10·D (inputs of the norms, q, k, v, attention out,
   * residuals) and 4·F numbers (gate, up, their product, its activation); the logits exist three times
   * (logits, softmax, gradient). An estimate on the safe side, not a promise: attention is fused, so
   * nothing grows with T².
   */
  private static final long BYTES = Float.BYTES;
  private static final int STATE_COPIES = 4;
  private static final int WIDTHS_KEPT = 10;
  private static final int FEED_FORWARDS_KEPT = 4;
  private static final int LOGITS_KEPT = 3;

  public static MemoryPlan of(ModelConfiguration model, Recipe recipe) {
    long tokens = (long) recipe.rows() * recipe.sequenceTokens();
    long perToken =
        (long) model.layers()
                * (WIDTHS_KEPT * (long) model.width()
                    + FEED_FORWARDS_KEPT * (long) model.feedForwardWidth())
            + LOGITS_KEPT * (long) model.vocabularySize();
    return new MemoryPlan(STATE_COPIES * BYTES * model.parameters(), tokens * perToken * BYTES);
  }

  public long totalBytes() {
    return stateBytes + activationBytes;
  }

  /// Refuses a run that does not fit.
  ///
  /// @throws DoesNotFitException saying what is needed, what there is and what to lower
  public void requireFits(String name, long availableBytes) {
    if (totalBytes() > availableBytes) {
      throw new DoesNotFitException(
          "%s needs about %d MiB (%d for weights and optimizer, %d for activations), available are %d MiB: choose a smaller MODEL_SIZE, TRAIN_BATCH_SIZE or TRAIN_SEQ_LEN"
              .formatted(
                  name,
                  totalBytes() >> 20,
                  stateBytes >> 20,
                  activationBytes >> 20,
                  availableBytes >> 20));
    }
  }

  /// The machine is too small for the run.
  public static final class DoesNotFitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DoesNotFitException(String message) {
      super(message);
    }
  }
}
