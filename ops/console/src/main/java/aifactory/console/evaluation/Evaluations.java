package aifactory.console.evaluation;

import aifactory.console.ledger.LedgerException;
import aifactory.console.ledger.Rows;
import aifactory.console.outbox.Outbox;
import aifactory.console.problem.ProblemException;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks the trainer for evaluations, one at a time.
@ApplicationScoped
public class Evaluations {
  private final Rows rows;
  private final Outbox outbox;
  private final AgroalDataSource database;
  private final ObjectMapper json;
  private final InstantSource clock;

  Evaluations(
      Rows rows, Outbox outbox, AgroalDataSource database, ObjectMapper json, InstantSource clock) {
    this.rows = rows;
    this.outbox = outbox;
    this.database = database;
    this.json = json;
    this.clock = clock;
  }

  /// The evaluation asked for within the last half hour that has not ended.
  public Optional<String> open() {
    return rows.first(
            "select o.job_id from control.job_order o left join view.job j on j.job_id ="
                + " o.job_id::text where o.kind = 'EVALUATE' and j.finished_at is null and"
                + " o.requested_at > now() - interval '30 minutes' order by o.requested_at desc"
                + " limit 1")
        .map(row -> String.valueOf(row.get("job_id")));
  }

  /// Asks for one; returns the job's id.
  @Transactional
  public String request(@Nullable String bundleId, String actor) {
    String bundle = bundleId == null ? newest() : known(bundleId);
    UUID id = UUID.randomUUID();
    Map<String, String> parameters = Map.of("bundleId", bundle);
    Instant now = clock.instant();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into control.job_order (job_id, kind, parameters, actor, requested_at)"
                    + " values (?, 'EVALUATE', ?::jsonb, ?, ?)")) {
      insert.setObject(1, id);
      insert.setString(2, json.writeValueAsString(parameters));
      insert.setString(3, actor);
      insert.setObject(4, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (SQLException | JsonProcessingException e) {
      throw new LedgerException("could not keep the job order", e);
    }
    outbox.add(
        Topics.JOB_REQUESTED,
        id.toString(),
        JobRequested.newBuilder()
            .setJobId(id.toString())
            .setKind(JobKind.EVALUATE)
            .setParameters(parameters)
            .setActor(actor)
            .setRequestedAt(now)
            .build());
    return id.toString();
  }

  private String newest() {
    return rows.first("select bundle_id from view.bundle order by bundled_at desc limit 1")
        .map(row -> String.valueOf(row.get("bundle_id")))
        .orElseThrow(
            () -> new ProblemException(409, "NOTHING_TO_EVALUATE", "no bundle exists yet"));
  }

  private String known(String bundleId) {
    return rows.first("select bundle_id from view.bundle where bundle_id = ?", bundleId)
        .map(row -> String.valueOf(row.get("bundle_id")))
        .orElseThrow(() -> ProblemException.unknown("bundle", bundleId));
  }
}
