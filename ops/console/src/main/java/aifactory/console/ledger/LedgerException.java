package aifactory.console.ledger;

import java.sql.SQLException;

/// Postgres did not do what it was asked.
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Whether an error means that Postgres cannot be reached now, or is just coming up: SQL states
  /// 08 (connection) and 57P0 (going down, starting).
  public static boolean meansAway(Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        String state = sql.getSQLState();
        if (state == null
            ? at.getMessage() != null && at.getMessage().contains("acquisition timeout")
            : state.startsWith("08") || state.startsWith("57P0")) {
          return true;
        }
      }
    }
    return false;
  }
}
