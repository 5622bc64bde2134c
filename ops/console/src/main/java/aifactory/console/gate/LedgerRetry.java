package aifactory.console.gate;

import java.sql.SQLException;
import org.apache.kafka.common.errors.RetriableException;

/// Tells the tail apart what is worth waiting for (Postgres or the registry is away) from what is
/// wrong with the record (which belongs in its dead-letter topic).
final class LedgerRetry {
  private LedgerRetry() {}

  /// Postgres does not answer; the same event is tried again.
  static final class LedgerAwayException extends RetriableException {
    private static final long serialVersionUID = 1L;

    LedgerAwayException(Throwable cause) {
      super("the gate's ledger does not answer", cause);
    }
  }

  static void of(Runnable decision) {
    try {
      decision.run();
    } catch (RuntimeException e) {
      if (isAboutRecord(e)) {
        throw e;
      }
      throw new LedgerAwayException(e);
    }
  }

  private static boolean isAboutRecord(Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
      }
    }
    return error instanceof IllegalArgumentException || error instanceof NullPointerException;
  }
}
