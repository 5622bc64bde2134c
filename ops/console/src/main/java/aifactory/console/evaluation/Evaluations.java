package aifactory.console.evaluation;

import aifactory.console.job.JobOrders;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import aifactory.event.JobKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks the trainer for evaluations, one at a time.
@ApplicationScoped
public class Evaluations {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Rows rows;
  private final JobOrders orders;

  Evaluations(Rows rows, JobOrders orders) {
    this.rows = rows;
    this.orders = orders;
  }

  /// The evaluation asked for within the last half hour that has not ended.
  public Optional<String> open() {
    return orders.open(JobKind.EVALUATE, PATIENCE);
  }

  /// Asks for one, unless one is open.
  public JobOrders.Asked request(@Nullable String bundleId, String actor) {
    String bundle = bundleId == null ? newest() : known(bundleId);
    return orders.requestAlone(JobKind.EVALUATE, Map.of("bundleId", bundle), actor, PATIENCE);
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
