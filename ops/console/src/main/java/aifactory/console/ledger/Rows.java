package aifactory.console.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads rows as the API shows them: column names are field names, times are ISO 8601, jsonb is
/// JSON. SQL is constant text; values are always parameters.
@ApplicationScoped
public class Rows {
  private final AgroalDataSource database;
  private final ObjectMapper json;

  Rows(AgroalDataSource database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /// All rows of a query.
  public List<Map<String, @Nullable Object>> list(String sql, @Nullable Object... parameters) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = query.executeQuery()) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        while (rows.next()) {
          list.add(row(rows));
        }
        return list;
      }
    } catch (SQLException e) {
      throw new LedgerException("could not read: " + sql, e);
    }
  }

  /// The first row of a query.
  public Optional<Map<String, @Nullable Object>> first(String sql, @Nullable Object... parameters) {
    return list(sql, parameters).stream().findFirst();
  }

  /// A single number; 0 when there is no row.
  public long number(String sql, @Nullable Object... parameters) {
    return first(sql, parameters)
        .flatMap(row -> row.values().stream().findFirst())
        .map(value -> ((Number) value).longValue())
        .orElse(0L);
  }

  private Map<String, @Nullable Object> row(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      row.put(columns.getColumnLabel(i), value(rows, i, columns.getColumnTypeName(i)));
    }
    return row;
  }

  private @Nullable Object value(ResultSet rows, int column, String type) throws SQLException {
    if (type.equals("jsonb")) {
      String text = rows.getString(column);
      try {
        return text == null ? null : json.readTree(text);
      } catch (JsonProcessingException e) {
        throw new LedgerException("Postgres returned jsonb that is not JSON", e);
      }
    }
    return switch (rows.getObject(column)) {
      case Timestamp time -> time.toInstant();
      case Array array -> Arrays.asList((Object[]) array.getArray());
      case null -> null;
      case Object other -> other;
    };
  }
}
