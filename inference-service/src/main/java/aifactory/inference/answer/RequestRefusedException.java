package aifactory.inference.answer;

import org.jspecify.annotations.Nullable;

/// A request that cannot be answered, and why, for the client.
public final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;
  private final @Nullable String parameter;
  private final int retrySeconds;

  /// Named reasons: the code on the wire, the counter, the HTTP status.
  public enum Reason {
    MALFORMED_JSON(400),
    INVALID_VALUE(400),
    UNSUPPORTED_VALUE(400),
    CONTEXT_LENGTH_EXCEEDED(400),
    INVALID_API_KEY(401),
    FOREIGN_PAGE(403),
    MODEL_NOT_FOUND(404),
    REQUEST_TOO_LARGE(413),
    TOO_MANY_REQUESTS(429),
    MODEL_NOT_LOADED(503),
    PAUSED(503),
    NOT_READY(503);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  public RequestRefusedException(Reason reason, @Nullable String parameter, String message) {
    this(reason, parameter, message, 1);
  }

  /// @param retrySeconds when it makes sense to try again, for refusals that pass
  public RequestRefusedException(
      Reason reason, @Nullable String parameter, String message, int retrySeconds) {
    super(message);
    this.reason = reason;
    this.parameter = parameter;
    this.retrySeconds = retrySeconds;
  }

  /// When it makes sense to try again.
  public int retrySeconds() {
    return retrySeconds;
  }

  public Reason reason() {
    return reason;
  }

  /// The request's field that is wrong; null = none in particular.
  public @Nullable String parameter() {
    return parameter;
  }
}
