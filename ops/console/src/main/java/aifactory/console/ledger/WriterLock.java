package aifactory.console.ledger;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Of several consoles on one database, one captures changes, fills the view and runs the gate; the
/// others read and wait. The lock is Postgres's and ends with its session, also when the process is
/// killed.
@ApplicationScoped
public class WriterLock {
  /// Any constant; distinct from locks of other products in the same database.
  private static final long KEY = 0x0A1FAC70_0B0C5E01L;

  private static final int VALID_SECONDS = 5;
  private final AgroalDataSource database;

  WriterLock(AgroalDataSource database) {
    this.database = database;
  }

  /// The lock while it is held.
  public static final class Held implements AutoCloseable {
    private final Connection session;

    private Held(Connection session) {
      this.session = session;
    }

    /// False when the session broke: another console may write now.
    public boolean isHeld() {
      try {
        return session.isValid(VALID_SECONDS);
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public void close() {
      try (session;
          PreparedStatement unlock = session.prepareStatement("select pg_advisory_unlock(?)")) {
        unlock.setLong(1, KEY);
        unlock.execute();
      } catch (SQLException e) {
        // The session is gone and the lock with it: what we wanted.
        org.slf4j.LoggerFactory.getLogger(WriterLock.class).debug("writer lock session ended", e);
      }
    }
  }

  /// Takes the lock if nobody has it.
  public Optional<Held> tryTake() {
    Connection session = null;
    try {
      session = database.getConnection();
      try (PreparedStatement lock = session.prepareStatement("select pg_try_advisory_lock(?)")) {
        lock.setLong(1, KEY);
        try (ResultSet answer = lock.executeQuery()) {
          if (answer.next() && answer.getBoolean(1)) {
            return Optional.of(new Held(session));
          }
        }
      }
      session.close();
      return Optional.empty();
    } catch (SQLException e) {
      throw new LedgerException("could not ask for the writer lock", e);
    }
  }
}
