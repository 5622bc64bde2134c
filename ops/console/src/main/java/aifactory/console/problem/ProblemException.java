package aifactory.console.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/// A request that cannot be done, with what the client is told.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, Object> more = new LinkedHashMap<>();

  /// @param code stable name of the problem, such as `UNKNOWN_NODE`
  public ProblemException(int status, String code, String detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  /// Adds a member to the answer.
  public ProblemException with(String name, Object value) {
    more.put(name, value);
    return this;
  }

  /// 404.
  public static ProblemException unknown(String what, String id) {
    return new ProblemException(
        404,
        "UNKNOWN_" + what.toUpperCase(java.util.Locale.ROOT),
        "there is no " + what + " " + id);
  }

  /// 400 for one field.
  public static ProblemException invalid(String field, String detail) {
    return new ProblemException(400, "INVALID_FIELD", field + ": " + detail)
        .with("errors", java.util.List.of(Map.of("field", field, "message", detail)));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, Object> more() {
    return more;
  }
}
