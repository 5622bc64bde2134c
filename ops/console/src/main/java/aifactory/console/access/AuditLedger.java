package aifactory.console.access;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down every attempt to change something, refused ones too. One writer with a bounded
/// queue: a flood of refused calls costs neither connections nor memory.
@ApplicationScoped
public class AuditLedger {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLedger.class);
  private static final int QUEUE = 1000;
  private static final String INSERT =
      "insert into control.audit (at, actor, remote, method, path, status) values (?,?,?,?,?,?)";

  private final AgroalDataSource database;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          Thread.ofPlatform().name("audit").daemon(true).factory(),
          (dropped, pool) -> LOG.warn("audit queue full, entry dropped"));

  AuditLedger(AgroalDataSource database) {
    this.database = database;
  }

  void record(String actor, String remote, String method, String path, int status) {
    Instant at = Instant.now();
    LOG.info(
        "order method={} path={} status={} actor={} remote={}",
        method,
        path,
        status,
        actor,
        remote);
    writer.execute(() -> write(at, actor, remote, method, path, status));
  }

  private void write(
      Instant at, String actor, String remote, String method, String path, int status) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, at.atOffset(ZoneOffset.UTC));
      insert.setString(2, actor);
      insert.setString(3, remote);
      insert.setString(4, method);
      insert.setString(5, path);
      insert.setInt(6, status);
      insert.executeUpdate();
    } catch (SQLException e) {
      LOG.error("audit entry not written method={} path={} status={}", method, path, status, e);
    }
  }

  @PreDestroy
  void close() {
    writer.shutdown();
  }
}
