package aifactory.console.training;

import aifactory.console.ledger.Page;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/// Training jobs, their curves and checkpoints.
@Path("/api/training")
public class TrainingResource {
  private static final int MOST_COMPARED = 6;

  private final Rows rows;

  TrainingResource(Rows rows) {
    this.rows = rows;
  }

  /// Training jobs, the one that moved last first; `outcome` filters (`open` = not ended).
  @GET
  @Path("/runs")
  public Map<String, Object> runs(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String outcome) {
    return Map.of(
        "status",
        "success",
        "runs",
        rows.list(
            "select j.job_id, j.kind, j.node_id, j.phase, j.step, j.total_steps, j.metrics,"
                + " j.message, j.parameters, j.actor, j.outcome, j.error, j.results,"
                + " j.requested_at, j.progressed_at, j.finished_at, c.points, c.best_loss,"
                + " c.best_validation_loss from view.job j left join lateral (select count(*) as"
                + " points, min(loss) as best_loss, min(validation_loss) as best_validation_loss"
                + " from view.training_point p where p.job_id = j.job_id) c on true where (j.kind"
                + " in ('TRAIN', 'FINE_TUNE') or c.points > 0) and (? = '' or coalesce(j.outcome,"
                + " 'open') = ?) order by coalesce(j.finished_at, j.progressed_at, j.requested_at)"
                + " desc nulls last, j.job_id limit ? offset ?",
            outcome,
            outcome,
            page.limit(),
            page.offset()));
  }

  /// The points of one or more jobs, by `job` (repeated), in step order.
  @GET
  @Path("/curves")
  public Map<String, Object> curves(@RestQuery List<String> job) {
    if (job.isEmpty() || job.size() > MOST_COMPARED) {
      throw ProblemException.invalid("job", "name 1 to " + MOST_COMPARED + " jobs");
    }
    Map<String, Object> curves = new LinkedHashMap<>();
    for (String each : job) {
      curves.put(
          each,
          rows.list(
              "select step, loss, validation_loss, learning_rate, tokens_per_second, tokens,"
                  + " gradient_norm, extract(epoch from at - min(at) over ()) as seconds from"
                  + " view.training_point where job_id = ? order by step",
              each));
    }
    return Map.of("status", "success", "curves", curves);
  }

  /// Checkpoints, newest first, with the bundles made of them; `run` filters.
  @GET
  @Path("/checkpoints")
  public Map<String, Object> checkpoints(
      @BeanParam @Valid Page page, @RestQuery @DefaultValue("") String run) {
    return Map.of(
        "status",
        "success",
        "checkpoints",
        rows.list(
            "select c.checkpoint_hash, c.run_id, c.location, c.step, c.tokens_seen,"
                + " c.tokenizer_hash, c.parameters, c.train_loss, c.validation_loss,"
                + " c.initial_validation_loss, c.journal, c.seed, c.checkpointed_at, (select"
                + " array_agg(b.bundle_id order by b.bundled_at) from view.bundle b where"
                + " b.checkpoint_hash = c.checkpoint_hash) as bundles from view.checkpoint c where"
                + " ? in ('', c.run_id) order by c.checkpointed_at desc, c.checkpoint_hash limit ?"
                + " offset ?",
            run,
            page.limit(),
            page.offset()));
  }
}
