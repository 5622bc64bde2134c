package aifactory.console.access;

import aifactory.console.ledger.LedgerException;
import aifactory.console.ledger.Statements;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down every order before it is carried out, then what was answered: an order that cannot
/// be written down is not carried out, and one in whose middle the console died stands there
/// without an answer. Refused attempts are written behind one bounded queue: a flood of them costs
/// neither connections nor memory.
@ApplicationScoped
public class AuditLedger {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLedger.class);
  private static final int QUEUE = 1000;

  private final Statements statements;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          Thread.ofPlatform().name("audit").daemon(true).factory(),
          (dropped, pool) -> LOG.warn("audit queue full, a refused attempt is not written down"));

  AuditLedger(Statements statements) {
    this.statements = statements;
  }

  /// Somebody's attempt to change something.
  ///
  /// @param actor who, as far as is known
  /// @param remote from which address
  record Attempt(String actor, String remote, String method, String path) {}

  /// Writes an order down; returns the number of its entry.
  ///
  /// @throws LedgerException when it cannot be written: then it must not be carried out
  long begun(Attempt attempt) {
    return statements
        .query(
            "insert into control.audit (at, actor, remote, method, path) values (?,?,?,?,?)"
                + " returning id",
            rows -> rows.getLong(1),
            Instant.now(),
            attempt.actor(),
            attempt.remote(),
            attempt.method(),
            attempt.path())
        .getFirst();
  }

  /// Completes an entry.
  ///
  /// @param entry what [#begun] gave
  void answered(long entry, Attempt attempt, int status) {
    log(attempt, status);
    try {
      statements.update(
          "update control.audit set actor = ?, status = ? where id = ?",
          attempt.actor(),
          status,
          entry);
    } catch (LedgerException e) {
      LOG.error("an order's answer is not written down entry={} status={}", entry, status, e);
    }
  }

  /// Writes down an attempt that was not let through.
  void refused(Attempt attempt, int status) {
    log(attempt, status);
    Instant at = Instant.now();
    writer.execute(() -> {
      try {
        statements.update(
            "insert into control.audit (at, actor, remote, method, path, status) values"
                + " (?,?,?,?,?,?)",
            at,
            attempt.actor(),
            attempt.remote(),
            attempt.method(),
            attempt.path(),
            status);
      } catch (LedgerException e) {
        LOG.error("a refused attempt is not written down path={}", attempt.path(), e);
      }
    });
  }

  private static void log(Attempt attempt, int status) {
    LOG.info(
        "order method={} path={} status={} actor={} remote={}",
        attempt.method(),
        attempt.path(),
        status,
        attempt.actor(),
        attempt.remote());
  }

  @PreDestroy
  void close() {
    writer.shutdown();
  }
}
