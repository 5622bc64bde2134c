package aifactory.console.dashboard;

import aifactory.console.dataset.DatasetResource;
import aifactory.console.feed.EventIntake;
import aifactory.console.ledger.Rows;
import aifactory.console.node.NodeQuery;
import aifactory.console.outbox.ChangeCapture;
import aifactory.console.source.SourceResource;
import aifactory.console.topic.TopicSizes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The picture of the factory, section by section, each as JSON text. Made once for everybody.
@ApplicationScoped
class Snapshot {
  private final Rows rows;
  private final Flow flow;
  private final Phases phases;
  private final EventIntake intake;
  private final ChangeCapture capture;
  private final TopicSizes topics;
  private final Machine machine;
  private final ObjectMapper json;
  private final InstantSource clock;

  Snapshot(
      Rows rows,
      Flow flow,
      Phases phases,
      EventIntake intake,
      ChangeCapture capture,
      TopicSizes topics,
      Machine machine,
      ObjectMapper json,
      InstantSource clock) {
    this.rows = rows;
    this.flow = flow;
    this.phases = phases;
    this.intake = intake;
    this.capture = capture;
    this.topics = topics;
    this.machine = machine;
    this.json = json;
    this.clock = clock;
  }

  /// All sections by name.
  Map<String, String> sections() {
    Instant now = clock.instant();
    List<Map<String, @Nullable Object>> nodes =
        rows.list("select * from (" + NodeQuery.NODES + ") n order by service, node_id");
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("factory", text(factory(nodes, now)));
    sections.put("nodes", text(nodes));
    sections.put("rejections", text(rows.list(REJECTIONS)));
    sections.put("languages", text(rows.list(LANGUAGES)));
    sections.put("documents", text(rows.list(DOCUMENTS)));
    sections.put("curve", text(rows.list(CURVE)));
    sections.put("training", text(rows.list(TRAINING)));
    sections.put("job", text(rows.list(JOBS)));
    sections.put("evaluations", text(rows.list(EVALUATIONS)));
    sections.put("examinations", text(rows.list(EXAMINATIONS)));
    sections.put("decisions", text(rows.list(DECISIONS)));
    sections.put("aliases", text(rows.list(ALIASES)));
    sections.put(
        "datasets", text(rows.list(DatasetResource.DATASETS + " order by number desc limit 6")));
    sections.put(
        "sources",
        text(rows.list(SourceResource.SOURCES + " order by s.declared_at desc limit 50")));
    sections.put("policies", text(rows.list(POLICIES)));
    sections.put("troubles", text(rows.list(TROUBLES)));
    sections.put("topics", text(topics.sizes()));
    sections.put("commands", text(rows.list(COMMANDS)));
    sections.put("logs", text(rows.list(LOGS)));
    sections.put("retracted", text(rows.list(RETRACTED)));
    sections.put("dead", text(rows.list(DEAD)));
    sections.put("checkpoints", text(rows.list(CHECKPOINTS)));
    sections.put("artifacts", text(rows.list(ARTIFACTS)));
    return sections;
  }

  private Map<String, Object> factory(List<Map<String, @Nullable Object>> nodes, Instant now) {
    long running = nodes.stream().filter(Snapshot::works).count();
    long offline = nodes.stream().filter(node -> "offline".equals(node.get("status"))).count();
    Map<String, Object> factory = new LinkedHashMap<>();
    factory.put("at", now);
    factory.put("is_running", running > 0);
    factory.put("nodes_running", running);
    factory.put("nodes_offline", offline);
    factory.put("nodes", nodes.size());
    factory.put("lag", intake.lag());
    factory.put("intake", intake.isRunning());
    factory.put("capture", capture.isRunning());
    Map<String, Flow.Stage> stages = flow.stages(now);
    factory.put("stages", stages);
    factory.put("phases", phases.now(stages, nodes));
    factory.put("held_bytes", rows.number(HELD_BYTES));
    factory.put("lags", lags());
    factory.put("machine", machine.measured());
    return factory;
  }

  /// Who is furthest behind, by topic: of consumer groups the broker tells, of readers that keep
  /// their own places their node does.
  private Map<String, TopicSizes.Lag> lags() {
    Map<String, TopicSizes.Lag> lags = new TreeMap<>(topics.lags());
    for (Map<String, @Nullable Object> row : rows.list(WAITING)) {
      if (row.get("records") instanceof Number records) {
        lags.merge(
            String.valueOf(row.get("topic")),
            new TopicSizes.Lag(records.longValue(), String.valueOf(row.get("node_id")), true),
            TopicSizes.Lag::orWorse);
      }
    }
    return lags;
  }

  /// The console always runs, so it says nothing about whether the factory does.
  private static boolean works(Map<String, @Nullable Object> node) {
    return !"console".equals(node.get("service")) && "running".equals(node.get("status"));
  }

  private String text(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rows are always JSON", e);
    }
  }

  private static final String WAITING =
      "select w.key as topic, n.node_id, w.value::bigint as records from ("
          + NodeQuery.NODES
          + ") n, jsonb_each_text(n.waiting) w where n.status <> 'offline'";
  private static final String REJECTIONS =
      "select reason, sum(total)::bigint as total from view.rejection_count group by reason order by"
          + " total desc limit 12";
  private static final String LANGUAGES =
      "select language, sum(total)::bigint as total, sum(utf8_bytes)::bigint as utf8_bytes from"
          + " view.held_count group by language order by total desc limit 8";
  private static final String HELD_BYTES =
      "select coalesce(sum(utf8_bytes), 0)::bigint from view.held_count";
  private static final String DOCUMENTS =
      "select url, title, language, quality, characters, accepted_at from view.accepted_sample order"
          + " by accepted_at desc limit 6";
  private static final String CURVE =
      "select step, loss, validation_loss, tokens from view.training_point where job_id = (select"
          + " job_id from view.training_point order by at desc limit 1) order by step";

  /// The run of the curve with its last figures, whatever job came after it.
  private static final String TRAINING =
      """
      select run.job_id, j.kind, j.node_id, j.phase, j.message, j.outcome, j.metrics, last.step,
             last.loss, last.tokens_per_second,
             (select validation_loss from view.training_point p where p.job_id = run.job_id
                and validation_loss is not null order by step desc limit 1) as validation_loss,
             (select min(validation_loss) from view.training_point p where p.job_id = run.job_id)
               as best_validation_loss
      from (select job_id from view.training_point order by at desc limit 1) run
      left join view.job j using (job_id)
      left join lateral (select step, loss, tokens_per_second from view.training_point p
        where p.job_id = run.job_id and loss is not null order by step desc limit 1) last on true
      """;

  private static final String JOBS =
      "select job_id, kind, node_id, phase, step, total_steps, metrics, message, outcome, error,"
          + " progressed_at, finished_at from view.job order by coalesce(finished_at, progressed_at,"
          + " requested_at) desc limit 5";
  private static final String EVALUATIONS =
      "select evaluation_id, bundle_id, score, bits_per_byte, perplexity, by_language, tasks,"
          + " evaluated_at from view.evaluation order by evaluated_at desc limit 30";
  private static final String EXAMINATIONS =
      "select examination_id, examined_at from view.examination order by examined_at desc limit 1";
  private static final String DECISIONS =
      "select bundle_id, decision, rule, reason, score, threshold, production_score, actor,"
          + " decided_at from view.decision order by decided_at desc limit 12";
  private static final String ALIASES =
      "select a.alias, a.bundle_id, a.step, a.actor, a.moved_at, b.model_name, b.parameters,"
          + " b.\"precision\", (select score from view.standing e where e.bundle_id ="
          + " a.bundle_id) as score, (select reason from control.gate_taint t"
          + " where t.bundle_id = a.bundle_id) as taint from view.alias a left join view.bundle b"
          + " using (bundle_id) order by a.alias";
  private static final String POLICIES =
      "select pattern as domain_pattern, source_type, license_tag, allow_training, base_weight,"
          + " notes, actor, set_at from control.policy order by set_at desc, pattern limit 100";

  /// Says that something changed; the page asks for the list itself.
  private static final String COMMANDS =
      "select (select max(commanded_at) from view.command) as given, (select count(*) from"
          + " view.acknowledgement) as answers";

  private static final String LOGS =
      "select partition_no, max(offset_no) as newest from view.log_line group by partition_no";

  private static final String RETRACTED =
      "select count(*) as total from view.retraction where in_force";

  private static final String DEAD =
      "select topic, total, last_at from view.dead_letter_count order by topic";

  private static final String CHECKPOINTS =
      "select count(*) as total, max(checkpointed_at) as newest from view.checkpoint";

  private static final String ARTIFACTS =
      "select count(*) as total, max(published_at) as newest from view.artifact";

  private static final String TROUBLES =
      "select * from ((select kept_at as at, 'dead letter' as kind, topic as place, error || ': ' ||"
          + " message as what from view.dead_letter order by kept_at desc limit 20) union all"
          + " (select logged_at, lower(level), node_id, message from view.log_line where level in"
          + " ('ERROR', 'WARN') order by logged_at desc limit 20) union all (select finished_at,"
          + " 'job failed', kind, coalesce(error, '') from view.job where outcome = 'FAILED' order"
          + " by finished_at desc limit 5)) t order by at desc limit 20";
}
