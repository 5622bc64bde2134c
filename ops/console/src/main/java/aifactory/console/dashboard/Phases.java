package aifactory.console.dashboard;

import aifactory.console.ledger.Rows;
import aifactory.console.node.NodeQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the factory does now. It does several things at once, so there may be several phases.
@ApplicationScoped
class Phases {
  private static final String WAITING = "waiting";

  private final Rows rows;

  Phases(Rows rows) {
    this.rows = rows;
  }

  /// In flow order: `collecting` and `preprocessing` while pages come and are judged, then what
  /// each node that answers is at in the job it last told of. Nothing that only waits.
  ///
  /// @param stages as [Flow] tells them
  List<String> now(Map<String, Flow.Stage> stages) {
    List<String> phases = new ArrayList<>();
    if (moves(stages, "fetched")) {
      phases.add("collecting");
    }
    if (moves(stages, "accepted") || moves(stages, "rejected")) {
      phases.add("preprocessing");
    }
    for (Map<String, @Nullable Object> job : rows.list(JOBS)) {
      String phase = String.valueOf(job.get("phase"));
      if (!phase.equals(WAITING) && !phases.contains(phase)) {
        phases.add(phase);
      }
    }
    return phases;
  }

  private static boolean moves(Map<String, Flow.Stage> stages, String stage) {
    Flow.Stage found = stages.get(stage);
    return found != null && found.rate() > 0;
  }

  /// A node does one job at a time, so older ones that never ended were broken off; so were those
  /// that it last told of before its process began. Jobs are read once and then matched: their rows
  /// change every second, and reading them once for every node took half a second.
  private static final String JOBS =
      "with newest as materialized (select distinct on (node_id) node_id, phase, progressed_at from"
          + " view.job where finished_at is null and phase is not null order by node_id,"
          + " progressed_at desc) select phase from newest join ("
          + NodeQuery.NODES
          + ") n using (node_id) where n.status <> 'offline' and progressed_at >= n.started_at order"
          + " by progressed_at";
}
