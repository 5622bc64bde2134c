package aifactory.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The console's read model as its database holds it, looked at from outside.
final class ViewTables {
  /// Liveness, not state: different every second, or with every start of a process.
  private static final Set<String> PASSING =
      Set.of("intake_offset", "node", "node_settings", "log_line");

  private final String url;
  private final String password;

  ViewTables(ScratchFactory factory) throws IOException {
    url = "jdbc:postgresql://127.0.0.1:%d/factory".formatted(factory.port("POSTGRES_PORT"));
    password = Files.readString(factory.home().resolve("postgres/password")).strip();
  }

  /// SHA-256 over the sorted rows of every table.
  Map<String, String> hashes() throws SQLException {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : tables()) {
      if (!PASSING.contains(table)) {
        hashes.put(
            table,
            text(
                "select encode(sha256(convert_to(coalesce(string_agg(row_text, '|' order by row_text"
                    + " collate \"C\"), ''), 'UTF8')), 'hex') from (select r::text as row_text from"
                    + " view."
                    + table
                    + " r) rows"));
      }
    }
    return hashes;
  }

  /// Empties all of it, the place in the topics too.
  void empty() throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate view." + String.join(", view.", tables()));
    }
  }

  long documents() throws SQLException {
    return Long.parseLong(text("select coalesce(sum(total), 0) from view.accepted_count"));
  }

  /// Rows of a table.
  long rows(String table) throws SQLException {
    return Long.parseLong(text("select count(*) from view." + table));
  }

  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select tablename from pg_tables where schemaname = 'view' order by 1")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(url, "factory", password);
  }
}
