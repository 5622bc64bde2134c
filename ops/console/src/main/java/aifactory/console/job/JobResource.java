package aifactory.console.job;

import aifactory.console.access.Caller;
import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import aifactory.contract.manifest.FormProblem.Kind;
import aifactory.event.JobKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Jobs of the training form: asked for, listed, watched, taken back.
@Path("/api/training/jobs")
public class JobResource {
  private static final int ACCEPTED = 202;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  /// Jobs as ordered here or elsewhere, with what is known of them since.
  private static final String JOBS =
      "select * from (select coalesce(j.job_id, o.job_id::text) as job_id, coalesce(j.kind, o.kind)"
          + " as kind, case when j.outcome is not null then lower(j.outcome) when j.cancelled_at is"
          + " not null then 'cancelling' when j.progressed_at is not null then 'running' else"
          + " 'requested' end as state, coalesce(j.actor, o.actor) as actor, j.node_id, j.phase,"
          + " j.message, coalesce(j.step, 0) as step, j.total_steps, j.metrics, case when"
          + " j.outcome = 'SUCCEEDED' then 1.0 when j.total_steps > 0 then least(1.0,"
          + " j.step::double precision / j.total_steps) end as progress, case when j.outcome is"
          + " null then (j.metrics->>'etaSeconds')::double precision end as eta_seconds, j.error,"
          + " j.results, coalesce(j.parameters, o.parameters) as parameters, coalesce(j.parameters,"
          + " o.parameters)->>'artifact_name' as artifact_name, coalesce(j.parameters,"
          + " o.parameters)->>'training_config_hash' as training_config_hash, (select"
          + " a.artifact_name from view.artifact a where a.job_id = coalesce(j.job_id,"
          + " o.job_id::text) limit 1) as artifact_id, coalesce(j.requested_at, o.requested_at) as"
          + " requested_at, j.progressed_at, j.finished_at, j.cancelled_by from view.job j full"
          + " join control.job_order o on o.job_id::text = j.job_id) t";

  private final JobForms forms;
  private final JobOrders orders;
  private final Rows rows;
  private final Caller caller;

  JobResource(JobForms forms, JobOrders orders, Rows rows, Caller caller) {
    this.forms = forms;
    this.orders = orders;
    this.rows = rows;
    this.caller = caller;
  }

  /// Asks for a job. The body is the form, and `artifact_name`, `node_type`, `run_name`.
  @POST
  @Needs(Role.OPERATOR)
  public Response request(@NotNull Map<String, Object> form) {
    // Who asks at the same time gets the next free name.
    return orders.alone(JobKind.TRAIN, () -> requested(form));
  }

  private Response requested(Map<String, Object> form) {
    JobForms.Draft draft = forms.read(form);
    refuse(draft);
    String id = orders.request(JobKind.TRAIN, draft.parameters(), caller.name());
    URI place = URI.create("/api/training/jobs/" + id);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", "accepted");
    told.put("message", "training asked for");
    told.put("job_id", id);
    told.put("artifact_name", draft.artifactName().orElseThrow());
    told.put("training_config_hash", draft.hash().orElseThrow());
    told.put("manifest", draft.manifest());
    told.put("href", place.toString());
    return Response.status(ACCEPTED).location(place).entity(told).build();
  }

  static void refuse(JobForms.Draft draft) {
    if (draft.problems().isEmpty()) {
      return;
    }
    boolean invalid = draft.problems().stream().anyMatch(each -> each.kind() == Kind.INVALID);
    String detail =
        draft.problems().stream()
            .map(each -> each.field() + ": " + each.message())
            .collect(Collectors.joining("; "));
    throw new ProblemException(
            invalid ? 400 : UNPROCESSABLE, invalid ? "INVALID_FIELD" : "NOT_AVAILABLE", detail)
        .with("errors", FormResource.errors(draft));
  }

  /// Jobs, newest first; `state` filters (`open` = not ended), `hash` by the form's.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String state,
      @RestQuery @DefaultValue("") String hash,
      @RestQuery @DefaultValue("") String kind) {
    return Map.of(
        "status",
        "success",
        "jobs",
        rows.list(
            JOBS
                + " where kind <> 'EVALUATE' and requested_at is not null and (? = '' or state = ?"
                + " or ? = 'open' and finished_at is null) and (? = '' or training_config_hash = ?)"
                + " and (? = '' or kind = ?) order by requested_at desc, job_id limit ? offset ?",
            state,
            state,
            state,
            hash,
            hash,
            kind,
            kind,
            page.limit(),
            page.offset()));
  }

  /// One job: how far it is, and the artifact that it made.
  @GET
  @Path("/{jobId}")
  public Map<String, Object> one(@RestPath String jobId) {
    return Map.of("status", "success", "job", found(jobId));
  }

  private Map<String, @Nullable Object> found(String jobId) {
    return rows.first(JOBS + " where job_id = ?", jobId)
        .orElseThrow(() -> ProblemException.unknown("job", jobId));
  }

  /// The newest lines that the job's node wrote while it was at it; `level` (exactly) and `q` (a
  /// part of the line) filter.
  @GET
  @Path("/{jobId}/logs")
  public Map<String, Object> logs(
      @RestPath String jobId,
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String level,
      @RestQuery @DefaultValue("") String q) {
    Map<String, @Nullable Object> job = found(jobId);
    return Map.of(
        "status",
        "success",
        "lines",
        rows.list(
            "select l.node_id, l.level, l.logger, l.message, l.logged_at from view.log_line l,"
                + " view.job j where j.job_id = ? and l.node_id = j.node_id and l.logged_at >="
                + " coalesce(j.requested_at, l.logged_at) and l.logged_at <= coalesce(j.finished_at"
                + " + interval '1 second', now()) and ? in ('', l.level) and position(lower(?) in"
                + " lower(l.logger || ' ' || l.message)) > 0 order by l.logged_at desc limit ?"
                + " offset ?",
            job.get("job_id"),
            level,
            q,
            page.limit(),
            page.offset()));
  }

  /// Takes a job back; the trainer ends it before its next step.
  @POST
  @Path("/{jobId}/cancel")
  @Needs(Role.OPERATOR)
  public Response cancel(@RestPath String jobId) {
    Map<String, @Nullable Object> job = found(jobId);
    if (job.get("finished_at") != null) {
      throw new ProblemException(
          CONFLICT, "JOB_ENDED", "job %s has ended: %s".formatted(jobId, job.get("state")));
    }
    orders.cancel(jobId, JobKind.valueOf(String.valueOf(job.get("kind"))), caller.name());
    return Response.status(ACCEPTED)
        .entity(Map.of("status", "accepted", "message", "taken back", "job_id", jobId))
        .build();
  }
}
