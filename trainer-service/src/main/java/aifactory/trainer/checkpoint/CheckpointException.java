package aifactory.trainer.checkpoint;

/// A checkpoint could not be written or is not what its name says. What was there before is
/// untouched.
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
