package aifactory.console.ledger;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Single statements in the caller's transaction. SQL is constant text; values are always
/// parameters, times and lists of text among them.
@ApplicationScoped
public class Statements {
  private final AgroalDataSource database;

  Statements(AgroalDataSource database) {
    this.database = database;
  }

  /// Makes a value of the row that the cursor stands on.
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /// All rows of a query.
  public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      List<T> list = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          list.add(reader.read(rows));
        }
      }
      return list;
    } catch (SQLException e) {
      throw new LedgerException("could not read: " + sql, e);
    }
  }

  /// Runs a statement; returns how many rows it changed, 0 for one that returns rows.
  public int update(String sql, @Nullable Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(connection, statement, parameters);
      return statement.execute() ? 0 : statement.getUpdateCount();
    } catch (SQLException e) {
      throw new LedgerException("could not write: " + sql, e);
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      switch (parameters[i]) {
        case Instant time -> statement.setObject(i + 1, time.atOffset(ZoneOffset.UTC));
        case String[] list -> statement.setArray(i + 1, connection.createArrayOf("text", list));
        case null, default -> statement.setObject(i + 1, parameters[i]);
      }
    }
  }
}
