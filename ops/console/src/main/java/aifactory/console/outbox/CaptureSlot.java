package aifactory.console.outbox;

import aifactory.console.ledger.LedgerException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The replication slot that keeps the write-ahead log until change capture has read it. It exists
/// before the first order is taken; otherwise that order's event would be lost.
@ApplicationScoped
public class CaptureSlot {
  static final String NAME = "factory_outbox";
  private static final Logger LOG = LoggerFactory.getLogger(CaptureSlot.class);

  private final AgroalDataSource database;
  private volatile boolean present;

  CaptureSlot(AgroalDataSource database) {
    this.database = database;
  }

  /// Makes the slot if it is missing. Offsets of a slot that is gone are dropped with it: slot and
  /// offsets belong together.
  public synchronized void requirePresent() {
    if (present) {
      return;
    }
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        create(statement);
      }
      present = true;
    } catch (SQLException e) {
      throw new LedgerException(
          "no replication slot: the server needs wal_level=logical and a user with REPLICATION", e);
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "select 1 from pg_replication_slots where slot_name = '" + NAME + "'")) {
      return found.next();
    }
  }

  private static void create(Statement statement) throws SQLException {
    int stale = statement.executeUpdate("delete from control.capture_offset");
    statement.execute("select pg_create_logical_replication_slot('" + NAME + "', 'pgoutput')");
    LOG.info("replication slot made name={} staleOffsetsDropped={}", NAME, stale);
  }
}
