package aifactory.console.evaluation;

import aifactory.console.access.Caller;
import aifactory.console.access.Needs;
import aifactory.console.access.Role;
import aifactory.console.job.JobHistory;
import aifactory.console.job.JobOrders;
import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.event.JobKind;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Evaluations of bundles.
@Path("/api/evals")
public class EvaluationResource {
  private final Caller caller;
  private final Rows rows;
  private final Evaluations evaluations;
  private final JobHistory history;

  EvaluationResource(Rows rows, Evaluations evaluations, JobHistory history, Caller caller) {
    this.history = history;
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
                + " e.bits_per_byte, e.perplexity, e.by_language, e.tasks, e.tasks as"
                + " result_json, e.parity_passed,"
                + " e.self_test_passed, e.requested_by, e.evaluated_at as created_at from"
                + " view.evaluation e left join view.bundle b using (bundle_id) where ? = '' or"
                + " e.bundle_id = ? order by e.evaluated_at desc, id limit ? offset ?",
            bundle,
            bundle,
            page.limit(),
            page.offset()));
  }

  /// Tasks of evaluations and whether each was answered right, in the order they were asked, of the
  /// newest evaluation first; `evaluation`, `category`, `language` and `correct` (true, false)
  /// filter.
  @GET
  @Path("/items")
  public Map<String, Object> items(
      @BeanParam @Valid Page page,
      @RestQuery @DefaultValue("") String evaluation,
      @RestQuery @DefaultValue("") String category,
      @RestQuery @DefaultValue("") String language,
      @RestQuery @DefaultValue("") String correct) {
    return Map.of(
        "items",
        rows.list(
            "select item ->> 'id' as id, item ->> 'category' as category, item ->> 'language' as"
                + " language, (item ->> 'correct')::boolean as correct, (item ->> 'tooLong')::boolean"
                + " as too_long, evaluation_id from view.evaluation, jsonb_array_elements(items) with"
                + " ordinality as asked(item, place) where (? = '' or evaluation_id = ?) and (? = ''"
                + " or item ->> 'category' = ?) and (? = '' or item ->> 'language' = ?) and (? = ''"
                + " or item ->> 'correct' = ?) order by evaluated_at desc, evaluation_id, place limit"
                + " ? offset ?",
            evaluation,
            evaluation,
            category,
            category,
            language,
            language,
            correct,
            correct,
            page.limit(),
            page.offset()));
  }

  /// What models answered to tasks asked from the command line, newest first; `checkpoint` filters.
  @GET
  @Path("/examinations")
  public Map<String, Object> examinations(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String checkpoint) {
    return Map.of(
        "examinations",
        rows.list(
            "select examination_id as id, model, checkpoint_hash, battery_hash, items, accuracy,"
                + " accuracy_by_byte, chance, tasks, requested_by, examined_at as created_at from"
                + " view.examination where ? = '' or checkpoint_hash = ? order by examined_at desc,"
                + " id limit ? offset ?",
            checkpoint,
            checkpoint,
            page.limit(),
            page.offset()));
  }

  /// Asks for an evaluation; says busy while one runs.
  @POST
  @Path("/run")
  @Needs(Role.OPERATOR)
  public Map<String, Object> run(@Nullable @Valid EvaluationOrder order) {
    JobOrders.Asked asked =
        evaluations.request(order == null ? null : order.bundleId(), caller.name());
    return Map.of(
        "status",
        asked.busy() ? "busy" : "started",
        "message",
        asked.busy() ? "an evaluation runs" : "evaluation asked for",
        "job_id",
        asked.jobId());
  }

  /// Whether one runs, and how the last one ended.
  @GET
  @Path("/status")
  public Map<String, @Nullable Object> status() {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("status", evaluations.open().isPresent() ? "running" : "idle");
    told.putAll(history.newest(JobKind.EVALUATE));
    return told;
  }
}
