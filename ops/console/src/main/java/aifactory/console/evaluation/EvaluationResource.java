package aifactory.console.evaluation;

import aifactory.console.access.Caller;
import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Evaluations of bundles.
@Path("/api/evals")
public class EvaluationResource {
  private final Caller caller;
  private final Rows rows;
  private final Evaluations evaluations;

  EvaluationResource(Rows rows, Evaluations evaluations, Caller caller) {
    this.caller = caller;
    this.rows = rows;
    this.evaluations = evaluations;
  }

  /// Evaluations, newest first; `bundle` filters.
  @GET
  public Map<String, Object> list(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String bundle) {
    return Map.of(
        "status",
        "success",
        "runs",
        rows.list(
            "select e.evaluation_id as id, b.model_name as model_tag, e.score as avg_score,"
                + " e.bundle_id, e.checkpoint_hash, e.evaluation_set_hash, e.evaluation_documents,"
                + " e.bits_per_byte, e.perplexity, e.by_language, e.tasks, e.parity_passed,"
                + " e.self_test_passed, e.requested_by, e.evaluated_at as created_at from"
                + " view.evaluation e left join view.bundle b using (bundle_id) where ? = '' or"
                + " e.bundle_id = ? order by e.evaluated_at desc, id limit ? offset ?",
            bundle,
            bundle,
            page.limit(),
            page.offset()));
  }

  /// Asks for an evaluation; says busy while one runs.
  @POST
  @Path("/run")
  @Needs(Role.OPERATOR)
  public Map<String, Object> run(@Nullable @Valid EvaluationOrder order) {
    Optional<String> open = evaluations.open();
    if (open.isPresent()) {
      return Map.of("status", "busy", "message", "an evaluation runs", "job_id", open.get());
    }
    String job = evaluations.request(order == null ? null : order.bundleId(), caller.name());
    return Map.of("status", "started", "message", "evaluation asked for", "job_id", job);
  }

  /// Whether one runs, and how the last one ended.
  @GET
  @Path("/status")
  public Map<String, Object> status() {
    Optional<String> open = evaluations.open();
    return Map.of(
        "status",
        open.isPresent() ? "running" : "idle",
        "jobs",
        rows.list(
            "select job_id, phase, message, outcome, error, requested_at, finished_at from view.job"
                + " where kind = 'EVALUATE' order by coalesce(finished_at, progressed_at,"
                + " requested_at) desc limit 5"));
  }
}
