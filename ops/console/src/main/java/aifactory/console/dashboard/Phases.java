package aifactory.console.dashboard;

import aifactory.console.ledger.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  /// each node that answers is at in the job it last told of. Nothing that only waits. A node does
  /// one job at a time, so older ones that never ended were broken off; so were those that it last
  /// told of before its process began.
  ///
  /// @param stages as [Flow] tells them
  /// @param nodes as `NodeQuery` tells them
  List<String> now(Map<String, Flow.Stage> stages, List<Map<String, @Nullable Object>> nodes) {
    List<String> phases = new ArrayList<>();
    if (moves(stages, "fetched")) {
      phases.add("collecting");
    }
    if (moves(stages, "accepted") || moves(stages, "rejected")) {
      phases.add("preprocessing");
    }
    Map<String, Instant> begun = begun(nodes);
    LinkedHashMap<String, String> newest = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> job : rows.list(JOBS)) {
      String node = String.valueOf(job.get("node_id"));
      Instant began = begun.get(node);
      if (began != null && job.get("at") instanceof Instant told && !told.isBefore(began)) {
        newest.putLast(node, String.valueOf(job.get("phase")));
      }
    }
    newest.values().stream()
        .filter(phase -> !phase.equals(WAITING))
        .distinct()
        .forEach(phases::add);
    return phases;
  }

  /// When the process of each node that answers began.
  private static Map<String, Instant> begun(List<Map<String, @Nullable Object>> nodes) {
    Map<String, Instant> begun = new HashMap<>();
    for (Map<String, @Nullable Object> node : nodes) {
      if (!"offline".equals(node.get("status")) && node.get("started_at") instanceof Instant at) {
        begun.put(String.valueOf(node.get("node_id")), at);
      }
    }
    return begun;
  }

  private static boolean moves(Map<String, Flow.Stage> stages, String stage) {
    Flow.Stage found = stages.get(stage);
    return found != null && found.rate() > 0;
  }

  /// Jobs that nobody told the end of, the one that was told of last at the end.
  private static final String JOBS =
      "select node_id, phase, progressed_at as at from view.job where finished_at is null and phase"
          + " is not null and node_id is not null order by progressed_at";
}
