package aifactory.inference.session;

/// Native code refused: a graph, a tokenizer or a step.
public final class SessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
