package aifactory.console.outbox;

import aifactory.console.ledger.LedgerException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The replication slot that keeps the write-ahead log until change capture has read it. It exists
/// before the first order is taken; otherwise that order's event would be lost.
@ApplicationScoped
public class CaptureSlot {
  private static final int LONGEST_NAME = 63;
  private static final Logger LOG = LoggerFactory.getLogger(CaptureSlot.class);

  private final AgroalDataSource database;
  private volatile boolean present;
  private volatile String name = "";

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
      name = nameIn(statement);
      if (!exists(statement)) {
        create(statement);
      }
      present = true;
    } catch (SQLException e) {
      throw new LedgerException(
          "no replication slot: the server needs wal_level=logical and a user with REPLICATION", e);
    }
  }

  /// The slot's name: slots belong to a server, so two factories on one server need two names.
  String name() {
    requirePresent();
    return name;
  }

  private static String nameIn(Statement statement) throws SQLException {
    try (ResultSet database = statement.executeQuery("select current_database()")) {
      database.next();
      String text = "outbox_" + database.getString(1).toLowerCase(Locale.ROOT);
      text = text.replaceAll("[^a-z0-9_]", "_");
      return text.substring(0, Math.min(text.length(), LONGEST_NAME));
    }
  }

  private boolean exists(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "select 1 from pg_replication_slots where slot_name = '" + name + "'")) {
      return found.next();
    }
  }

  private void create(Statement statement) throws SQLException {
    int stale = statement.executeUpdate("delete from control.capture_offset");
    statement.execute("select pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
    LOG.info("replication slot made name={} staleOffsetsDropped={}", name, stale);
  }
}
