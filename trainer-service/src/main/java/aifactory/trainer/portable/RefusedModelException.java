package aifactory.trainer.portable;

/// A model file is damaged, does not fit together or is of a kind that is not read. The message
/// names the file and, where there is one, the tensor.
public final class RefusedModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RefusedModelException(String message) {
    super(message);
  }

  public RefusedModelException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
