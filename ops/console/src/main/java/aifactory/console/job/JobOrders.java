package aifactory.console.job;

import aifactory.console.ledger.LedgerException;
import aifactory.console.ledger.Statements;
import aifactory.console.outbox.Outbox;
import aifactory.contract.topic.Topics;
import aifactory.event.JobKind;
import aifactory.event.JobRequested;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Orders to the trainer: kept, and told to it, in one transaction.
@ApplicationScoped
public class JobOrders {
  /// Beyond them every pause is longer than any patience.
  private static final int MOST_DOUBLINGS = 20;

  private final Outbox outbox;

  /// Any constant: with a kind's number a transaction-scoped advisory lock.
  private static final long LOCK = 0x0A1FAC70_10B00000L;

  private static final String OPEN =
      "select o.job_id::text from control.job_order o left join view.job j on j.job_id ="
          + " o.job_id::text where o.kind = ? and j.finished_at is null and j.cancelled_at is null"
          + " and o.requested_at > ?";

  private final Statements statements;
  private final AgroalDataSource database;
  private final ObjectMapper json;
  private final InstantSource clock;

  JobOrders(
      Outbox outbox,
      Statements statements,
      AgroalDataSource database,
      ObjectMapper json,
      InstantSource clock) {
    this.statements = statements;
    this.outbox = outbox;
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /// What became of asking for a job of a kind of which one is enough.
  ///
  /// @param busy it was asked for before and has not ended
  public record Asked(String jobId, boolean busy) {}

  /// Asks for a job unless one of its kind is open; who asks at the same time waits.
  ///
  /// @param patience how long a job is open that nobody answers for
  @Transactional
  public Asked requestAlone(
      JobKind kind, Map<String, String> parameters, String actor, Duration patience) {
    return alone(
        kind,
        () ->
            open(kind, patience)
                .map(open -> new Asked(open, true))
                .orElseGet(() -> new Asked(request(kind, parameters, actor), false)));
  }

  /// Asks for a job unless the very same one is open or was asked for a short time ago.
  ///
  /// @param pause before it is asked for a second time; doubled for every further time, up to the
  ///   patience
  /// @param patience how long a job is open that nobody answers for
  @Transactional
  public Asked requestOnce(
      JobKind kind,
      Map<String, String> parameters,
      String actor,
      Duration pause,
      Duration patience) {
    List<Before> before =
        statements.query(
            "select o.job_id::text, o.requested_at, j.finished_at is null and j.cancelled_at is"
                + " null from control.job_order o left join view.job j on j.job_id = o.job_id::text"
                + " where o.kind = ? and o.parameters = ?::jsonb order by o.requested_at desc",
            rows ->
                new Before(
                    rows.getString(1),
                    rows.getObject(2, OffsetDateTime.class).toInstant(),
                    rows.getBoolean(3)),
            kind.name(),
            written(parameters));
    if (before.isEmpty()) {
      return new Asked(request(kind, parameters, actor), false);
    }
    Before newest = before.getFirst();
    Duration rest = pause.multipliedBy(1L << Math.min(before.size() - 1, MOST_DOUBLINGS));
    Duration wait = newest.isOpen() || rest.compareTo(patience) > 0 ? patience : rest;
    return newest.requestedAt().plus(wait).isAfter(clock.instant())
        ? new Asked(newest.jobId(), true)
        : new Asked(request(kind, parameters, actor), false);
  }

  private record Before(String jobId, Instant requestedAt, boolean isOpen) {}

  /// Does something about jobs of a kind that nobody else may be at meanwhile, such as choosing a
  /// free name and asking for a job by it.
  @Transactional
  public <T> T alone(JobKind kind, Supplier<T> work) {
    statements.update("select pg_advisory_xact_lock(?)", LOCK + kind.ordinal());
    return work.get();
  }

  /// The newest job of a kind that has not ended.
  public Optional<String> open(JobKind kind, Duration patience) {
    return statements
        .query(
            OPEN + " order by o.requested_at desc limit 1",
            rows -> rows.getString(1),
            kind.name(),
            clock.instant().minus(patience))
        .stream()
        .findFirst();
  }

  /// Asks for a job; returns its id.
  @Transactional
  public String request(JobKind kind, Map<String, String> parameters, String actor) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into control.job_order (job_id, kind, parameters, actor, requested_at)"
                    + " values (?, ?, ?::jsonb, ?, ?)")) {
      insert.setObject(1, id);
      insert.setString(2, kind.name());
      insert.setString(3, written(parameters));
      insert.setString(4, actor);
      insert.setObject(5, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new LedgerException("could not keep the job order", e);
    }
    tell(id.toString(), kind, parameters, actor, false);
    return id.toString();
  }

  private String written(Map<String, String> parameters) {
    try {
      return json.writeValueAsString(parameters);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }

  /// Takes a job back: the trainer ends it before its next step.
  @Transactional
  public void cancel(String jobId, JobKind kind, String actor) {
    tell(jobId, kind, Map.of(), actor, true);
  }

  private void tell(
      String id, JobKind kind, Map<String, String> parameters, String actor, boolean cancelled) {
    outbox.add(
        Topics.JOB_REQUESTED,
        id,
        JobRequested.newBuilder()
            .setJobId(id)
            .setKind(kind)
            .setParameters(parameters)
            .setActor(actor)
            .setRequestedAt(clock.instant())
            .setCancelled(cancelled)
            .build());
  }
}
