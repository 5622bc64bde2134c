package aifactory.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class FreshDatabaseIT {
  private final Testbed testbed = Testbed.attach();

  @Test
  void everyCallGivesAnEmptyDatabaseOfItsOwn() throws SQLException {
    String first = testbed.freshDatabase("console");
    String second = testbed.freshDatabase("console");

    assertThat(first).isNotEqualTo(second);
    assertThat(single(first, "select count(*) from pg_tables where schemaname = 'public'"))
        .isEqualTo("0");
  }

  @Test
  void theServerIsDurableAndReadyForChangeCapture() throws SQLException {
    assertThat(single(testbed.jdbcUrl(), "show fsync")).isEqualTo("on");
    assertThat(single(testbed.jdbcUrl(), "show synchronous_commit")).isEqualTo("on");
    assertThat(single(testbed.jdbcUrl(), "show wal_level")).isEqualTo("logical");
    assertThat(single(testbed.jdbcUrl(), "show listen_addresses")).isEqualTo("127.0.0.1");
  }

  private String single(String url, String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url, testbed.jdbcUser(), testbed.jdbcPassword());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
