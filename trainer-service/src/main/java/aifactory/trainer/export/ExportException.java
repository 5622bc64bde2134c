package aifactory.trainer.export;

/// A bundle could not be written, or does not compute what the trainer computes. Nothing was
/// published.
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExportException(String message) {
    super(message);
  }

  ExportException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
