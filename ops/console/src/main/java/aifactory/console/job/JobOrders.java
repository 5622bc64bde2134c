package aifactory.console.job;

import aifactory.console.ledger.LedgerException;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/// Orders to the trainer: kept, and told to it, in one transaction.
@ApplicationScoped
public class JobOrders {
  private final Outbox outbox;
  private final AgroalDataSource database;
  private final ObjectMapper json;
  private final InstantSource clock;

  JobOrders(Outbox outbox, AgroalDataSource database, ObjectMapper json, InstantSource clock) {
    this.outbox = outbox;
    this.database = database;
    this.json = json;
    this.clock = clock;
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
      insert.setString(3, json.writeValueAsString(parameters));
      insert.setString(4, actor);
      insert.setObject(5, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (SQLException | JsonProcessingException e) {
      throw new LedgerException("could not keep the job order", e);
    }
    tell(id.toString(), kind, parameters, actor, false);
    return id.toString();
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
