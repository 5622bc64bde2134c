package aifactory.testbed;

import aifactory.wire.KafkaSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A real broker, registry and database. They start with the first test of a Maven run that asks,
/// later ones attach; they end with the Maven process, however that ends.
public final class Testbed {
  private static @Nullable Testbed attached;

  private final KafkaSettings kafka;
  private final String jdbcUrl;
  private final String jdbcUser;
  private final String jdbcPassword;

  private Testbed(Properties addresses) {
    this.kafka =
        new KafkaSettings(
            required(addresses, "kafka.bootstrapServers"), required(addresses, "registry.url"));
    this.jdbcUrl = required(addresses, "jdbc.url");
    this.jdbcUser = required(addresses, "jdbc.user");
    this.jdbcPassword = required(addresses, "jdbc.password");
  }

  /// The test bed of this Maven run, started if need be.
  ///
  /// @throws IllegalStateException when it cannot be started, saying why
  public static synchronized Testbed attach() {
    Testbed known = attached;
    if (known == null) {
      known = new Testbed(SharedPlatform.ofThisBuild().addresses());
      attached = known;
    }
    return known;
  }

  /// Where the broker and the registry are.
  public KafkaSettings kafka() {
    return kafka;
  }

  /// JDBC address of the database that all tests share; see [#freshDatabase].
  public String jdbcUrl() {
    return jdbcUrl;
  }

  public String jdbcUser() {
    return jdbcUser;
  }

  public String jdbcPassword() {
    return jdbcPassword;
  }

  /// Deletes every topic, also those of Kafka Streams applications, and creates the catalogue's
  /// again; returns when all of them can be written to. For the beginning of a test class.
  public void freshTopics() {
    FreshTopics.on(kafka);
  }

  /// Creates an empty database and returns its JDBC address. Needs the PostgreSQL driver.
  ///
  /// @param prefix tells people whose it is
  public String freshDatabase(String prefix) {
    String name =
        prefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_")
            + "_"
            + UUID.randomUUID().toString().substring(0, 8);
    try (Connection connection = DriverManager.getConnection(jdbcUrl, jdbcUser, jdbcPassword);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + statement.enquoteIdentifier(name, true));
    } catch (SQLException e) {
      throw new IllegalStateException("could not create database " + name, e);
    }
    return jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1) + name;
  }

  private static String required(Properties addresses, String name) {
    String value = addresses.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("the test platform did not say its " + name);
    }
    return value;
  }
}
