package aifactory.trainer.command;

/// The words of a command make no sense.
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
