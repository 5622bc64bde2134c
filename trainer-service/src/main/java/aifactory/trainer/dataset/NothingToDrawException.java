package aifactory.trainer.dataset;

/// Policies, takedowns or retractions leave no text of a dataset version. Training waits for
/// another version.
public final class NothingToDrawException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NothingToDrawException(String datasetId) {
    super("no document may be drawn from dataset " + datasetId);
  }
}
