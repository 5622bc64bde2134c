package aifactory.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A database cluster in a directory: `data/`, and `password` (mode 0600) beside it.
public final class PostgresCluster {
  public static final String USER = "factory";

  private static final int PASSWORD_BYTES = 24;

  private final Path directory;
  private final int port;
  private final Path binaries;

  /// @param binaries where the programs are, or will be unpacked
  public PostgresCluster(Path directory, int port, Path binaries) {
    this.directory = directory;
    this.port = port;
    this.binaries = binaries;
  }

  /// The superuser's password, generated at the first call.
  public String password() throws IOException {
    Path file = directory.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Files.createDirectories(directory);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }

  /// JDBC address of a database.
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  /// Command line of the server: durable, and ready for change capture.
  public List<String> command() {
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(
        List.of(binaries.resolve("bin").resolve("postgres").toString(), "-D", data().toString()));
    List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "wal_level=logical",
            "max_wal_senders=8",
            "max_replication_slots=8",
            "max_slot_wal_keep_size=2GB",
            "max_connections=60",
            "shared_buffers=32MB",
            "max_wal_size=256MB",
            "max_parallel_workers=2",
            "log_min_messages=warning",
            "timezone=UTC")
        .forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  /// Unpacks, initialises the directory at the first start, and ends a server that outlived its
  /// launcher.
  public void prepare() throws IOException {
    PostgresBinaries unpacked = PostgresBinaries.unpackedIn(binaries);
    StrayServer.end(data());
    if (!Files.exists(data().resolve("PG_VERSION"))) {
      initialise(unpacked);
    }
  }

  /// Creates databases that are missing; returns true when all are there.
  public boolean hasDatabases(List<String> names) throws SQLException, IOException {
    try (Connection connection =
        DriverManager.getConnection(jdbcUrl("postgres"), USER, password())) {
      for (String name : names) {
        createIfMissing(connection, name);
      }
    }
    return true;
  }

  private static void createIfMissing(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select 1 from pg_database where datname = ?")) {
      query.setString(1, name);
      try (ResultSet found = query.executeQuery()) {
        if (found.next()) {
          return;
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("create database " + statement.enquoteIdentifier(name, true));
    }
  }

  /// Initialises beside the final place and moves it there, so that a crash leaves nothing half
  /// done.
  private void initialise(PostgresBinaries programs) throws IOException {
    Path draft = directory.resolve("data.new");
    deleteTree(draft);
    password();
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(
        List.of(
            programs.program("initdb").toString(),
            "-D",
            draft.toString(),
            "-U",
            USER,
            "--auth=scram-sha-256",
            "--pwfile=" + directory.resolve("password"),
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions"));
    Path log = directory.resolve("initdb.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    int status = waitFor(builder.start());
    if (status != 0) {
      throw new IOException("initdb failed: " + Files.readString(log).strip());
    }
    Files.move(draft, data());
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while creating the database", e);
    }
  }

  /// PostgreSQL refuses to run as root; in a user namespace of its own root is nobody special.
  private static List<String> asOrdinaryUser() {
    return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
  }

  private Path data() {
    return directory.resolve("data");
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
