package aifactory.launcher.door;

/// The running factory did not do what was asked; the message says why, for people.
public final class DoorClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DoorClosedException(String message) {
    super(message);
  }
}
