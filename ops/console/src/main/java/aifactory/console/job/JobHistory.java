package aifactory.console.job;

import aifactory.console.ledger.Rows;
import aifactory.event.JobKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the newest jobs of a kind went.
@ApplicationScoped
public class JobHistory {
  private final Rows rows;

  JobHistory(Rows rows) {
    this.rows = rows;
  }

  /// The newest five as `jobs`, and what the newest of them said last, as clients of the reference
  /// system read it: `last_output` and `last_error`, null when there is none.
  public Map<String, @Nullable Object> newest(JobKind kind) {
    List<Map<String, @Nullable Object>> jobs =
        rows.list(
            "select job_id, phase, step, total_steps, message as last_output, error as last_error,"
                + " outcome, results, requested_at, finished_at from view.job where kind = ? order by"
                + " coalesce(finished_at, progressed_at, requested_at) desc limit 5",
            kind.name());
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("last_output", jobs.isEmpty() ? null : jobs.getFirst().get("last_output"));
    told.put("last_error", jobs.isEmpty() ? null : jobs.getFirst().get("last_error"));
    told.put("jobs", jobs);
    return told;
  }
}
