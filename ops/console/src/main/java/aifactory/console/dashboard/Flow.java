package aifactory.console.dashboard;

import aifactory.console.ledger.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The flow from a page to an answer: how much passed each stage and how fast. For one thread.
@ApplicationScoped
class Flow {
  private final Rows rows;
  private final Rates rates = new Rates();

  Flow(Rows rows) {
    this.rows = rows;
  }

  /// A stage of the flow.
  ///
  /// @param total events so far
  /// @param rate events per second
  record Stage(long total, double rate) {}

  /// Totals and speeds by stage, in flow order.
  Map<String, Stage> stages(Instant now) {
    Map<String, Double> totals = new LinkedHashMap<>();
    Map<String, Double> counted = counted();
    for (String stage : new String[] {"fetched", "accepted", "rejected"}) {
      totals.put(stage, counted.getOrDefault(stage, 0.0));
    }
    Map<String, @Nullable Object> row = rows.first(QUERY).orElseThrow();
    for (Map.Entry<String, @Nullable Object> total : row.entrySet()) {
      totals.put(total.getKey(), total.getValue() instanceof Number n ? n.doubleValue() : 0.0);
    }
    totals.put("answered", counted.getOrDefault("answered", 0.0));
    Map<String, Stage> stages = new LinkedHashMap<>();
    totals.forEach((stage, total) ->
        stages.put(stage, new Stage(total.longValue(), rates.perSecond(stage, total, now))));
    return stages;
  }

  private Map<String, Double> counted() {
    Map<String, Double> counted = new HashMap<>();
    rows.list("select stage, total from view.stage")
        .forEach(row ->
            counted.put(
                String.valueOf(row.get("stage")),
                row.get("total") instanceof Number n ? n.doubleValue() : 0.0));
    return counted;
  }

  /// Small tables or indexed counts only: this runs once a second.
  private static final String QUERY =
      """
      select (select coalesce(sum(versions - total), 0) from view.held_count) as retracted,
             (select coalesce(max(number), 0) from view.dataset) as sealed,
             (select coalesce(sum(newest), 0) from (select max(tokens) as newest
                from view.training_point group by job_id) run) as trained,
             (select count(*) from view.checkpoint) as checkpointed,
             (select count(*) from view.evaluation) as evaluated,
             (select count(*) from view.decision where decision in ('PROMOTED', 'FORCED')) as promoted,
             (select count(*) from view.decision where decision = 'REFUSED') as refused,
             (select coalesce(sum(total), 0) from view.dead_letter_count) as dead
      """;
}
