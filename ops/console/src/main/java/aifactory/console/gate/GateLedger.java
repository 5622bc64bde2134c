package aifactory.console.gate;

import aifactory.console.ledger.Statements;
import aifactory.event.ModelBundled;
import aifactory.event.ModelEvaluated;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The gate's memory. Every method joins the caller's transaction, which takes the gate's lock
/// first: one decision at a time, by the gate's thread or by a person.
@ApplicationScoped
class GateLedger {
  /// Any constant: a transaction-scoped advisory lock.
  private static final long LOCK = 0x0A1FAC70_06A7E001L;

  private static final String BUNDLES =
      "select bundle_id, checkpoint_hash, location, step, parity_passed, domains, origins,"
          + " dataset_ids from control.gate_bundle";

  private final Statements statements;

  GateLedger(Statements statements) {
    this.statements = statements;
  }

  /// A bundle as the gate knows it.
  record Bundle(
      String id,
      String checkpointHash,
      String location,
      long step,
      boolean parityPassed,
      List<String> domains,
      List<String> origins,
      List<String> datasetIds) {}

  /// An evaluation as the gate knows it.
  record Evaluation(
      String id,
      String bundleId,
      String setHash,
      double score,
      boolean parityPassed,
      boolean selfTestPassed) {}

  /// What an alias means.
  record Alias(String bundleId, @Nullable String setHash, @Nullable Double score) {}

  void lock() {
    statements.update("select pg_advisory_xact_lock(?)", LOCK);
  }

  void keep(ModelBundled bundle) {
    statements.update(
        "insert into control.gate_bundle (bundle_id, checkpoint_hash, location, step,"
            + " parity_passed, domains, origins, dataset_ids, bundled_at) values"
            + " (?,?,?,?,?,?,?,?,?) on conflict do nothing",
        bundle.getBundleId(),
        bundle.getCheckpointHash(),
        bundle.getLocation(),
        bundle.getStep(),
        bundle.getParityPassed(),
        bundle.getDomains().toArray(String[]::new),
        bundle.getOrigins().toArray(String[]::new),
        bundle.getDatasetIds().toArray(String[]::new),
        bundle.getBundledAt());
  }

  void keep(ModelEvaluated evaluation) {
    statements.update(
        "insert into control.gate_evaluation (evaluation_id, bundle_id, evaluation_set_hash, score,"
            + " parity_passed, self_test_passed, evaluated_at) values (?,?,?,?,?,?,?) on conflict"
            + " do nothing",
        evaluation.getEvaluationId(),
        evaluation.getBundleId(),
        evaluation.getEvaluationSetHash(),
        evaluation.getScore(),
        evaluation.getParityPassed(),
        evaluation.getSelfTestPassed(),
        evaluation.getEvaluatedAt());
  }

  Optional<Bundle> bundle(String bundleId) {
    return statements.query(BUNDLES + " where bundle_id = ?", GateLedger::bundle, bundleId).stream()
        .findFirst();
  }

  /// Evaluation sets, the current one first: sets are as old as the first score on them.
  List<String> sets() {
    return statements.query(
        "select evaluation_set_hash from control.gate_evaluation group by evaluation_set_hash order"
            + " by min(evaluated_at) desc, evaluation_set_hash",
        rows -> rows.getString(1));
  }

  /// The newest evaluations on a set of bundles that load, equal the trainer's and are not marked
  /// as tainted; the best first, of equals the oldest.
  List<Evaluation> ranked(String setHash) {
    return statements.query(
        "select * from (select distinct on (e.bundle_id) e.* from control.gate_evaluation e where"
            + " e.evaluation_set_hash = ? order by e.bundle_id, e.evaluated_at desc,"
            + " e.evaluation_id) e join control.gate_bundle b using (bundle_id) where"
            + " e.parity_passed and e.self_test_passed and b.parity_passed and not exists (select 1"
            + " from control.gate_taint t where t.bundle_id = e.bundle_id) order by e.score desc,"
            + " e.evaluated_at, e.evaluation_id",
        GateLedger::evaluation,
        setHash);
  }

  /// Why bundles are tainted, by bundle id.
  Map<String, String> tainted() {
    Map<String, String> tainted = new HashMap<>();
    statements.query(
        "select bundle_id, reason from control.gate_taint",
        rows -> tainted.put(rows.getString(1), rows.getString(2)));
    return tainted;
  }

  void taint(String bundleId, String reason, Instant since) {
    statements.update(
        "insert into control.gate_taint (bundle_id, reason, since) values (?,?,?) on conflict do"
            + " nothing",
        bundleId,
        reason,
        since);
  }

  void untaint(String bundleId) {
    statements.update("delete from control.gate_taint where bundle_id = ?", bundleId);
  }

  /// What a bundle stands on: its newest evaluation on the current set, else the newest it has.
  Optional<Evaluation> standing(String bundleId) {
    String current = sets().stream().findFirst().orElse("");
    return statements
        .query(
            "select * from control.gate_evaluation where bundle_id = ? order by"
                + " evaluation_set_hash = ? desc, evaluated_at desc, evaluation_id limit 1",
            GateLedger::evaluation,
            bundleId,
            current)
        .stream()
        .findFirst();
  }

  /// The newest score of a bundle on one evaluation set.
  OptionalDouble score(String bundleId, String setHash) {
    return statements
        .query(
            "select score from control.gate_evaluation where bundle_id = ? and evaluation_set_hash"
                + " = ? order by evaluated_at desc limit 1",
            rows -> rows.getDouble(1),
            bundleId,
            setHash)
        .stream()
        .mapToDouble(Double::doubleValue)
        .findFirst();
  }

  /// Whether no evaluation set came up after this one.
  boolean isCurrentSet(String setHash) {
    return sets().indexOf(setHash) == 0;
  }

  /// Evaluations of known bundles that nobody has decided, oldest first.
  List<Evaluation> undecided() {
    return statements.query(
        "select e.* from control.gate_evaluation e join control.gate_bundle b using (bundle_id)"
            + " where not exists (select 1 from control.gate_decided d where d.bundle_id ="
            + " e.bundle_id and d.evaluation_id = e.evaluation_id) order by e.evaluated_at,"
            + " e.evaluation_id",
        GateLedger::evaluation);
  }

  /// Marks a pair as decided; false when it was.
  boolean decide(String bundleId, String evaluationId, Instant at) {
    return statements.update(
            "insert into control.gate_decided (bundle_id, evaluation_id, decided_at) values (?,?,?)"
                + " on conflict do nothing",
            bundleId,
            evaluationId,
            at)
        == 1;
  }

  Optional<Alias> alias(String alias) {
    return statements
        .query(
            "select bundle_id, evaluation_set_hash, score from control.alias where alias = ? and"
                + " bundle_id is not null",
            rows -> new Alias(rows.getString(1), rows.getString(2), (Double) rows.getObject(3)),
            alias)
        .stream()
        .findFirst();
  }

  void move(
      String alias, Bundle bundle, @Nullable Evaluation evaluation, String actor, Instant at) {
    statements.update(
        "insert into control.alias (alias, bundle_id, checkpoint_hash, location, step, score,"
            + " evaluation_set_hash, actor, moved_at) values (?,?,?,?,?,?,?,?,?) on conflict"
            + " (alias) do update set bundle_id = excluded.bundle_id, checkpoint_hash ="
            + " excluded.checkpoint_hash, location = excluded.location, step = excluded.step, score"
            + " = excluded.score, evaluation_set_hash = excluded.evaluation_set_hash, actor ="
            + " excluded.actor, moved_at = excluded.moved_at",
        alias,
        bundle.id(),
        bundle.checkpointHash(),
        bundle.location(),
        bundle.step(),
        evaluation == null ? null : evaluation.score(),
        evaluation == null ? null : evaluation.setHash(),
        actor,
        at);
  }

  /// Makes an alias mean nothing.
  void clear(String alias, String actor, Instant at) {
    statements.update(
        "update control.alias set bundle_id = null, checkpoint_hash = null, location = null, score"
            + " = null, evaluation_set_hash = null, actor = ?, moved_at = ? where alias = ?",
        actor,
        at,
        alias);
  }

  /// Notes a new production on top of the one it replaces.
  void pushProduction(String bundleId, String actor, Instant at) {
    statements.update(
        "insert into control.production (bundle_id, replaced_seq, actor, since) values (?, (select"
            + " max(seq) from control.production), ?, ?)",
        bundleId,
        actor,
        at);
  }

  /// The bundle that the newest production replaced, skipping itself.
  Optional<String> replacedProduction() {
    return statements
        .query(
            "select before.bundle_id from control.production now join control.production before on"
                + " before.seq = now.replaced_seq where now.seq = (select max(seq) from"
                + " control.production)",
            rows -> rows.getString(1))
        .stream()
        .findFirst();
  }

  /// The bundle itself if it was production once and is not now.
  Optional<String> earlierProduction(String bundleId) {
    return statements
        .query(
            "select bundle_id from control.production where bundle_id = ? and bundle_id is distinct"
                + " from (select bundle_id from control.alias where alias = 'production') limit 1",
            rows -> rows.getString(1),
            bundleId)
        .stream()
        .findFirst();
  }

  /// Notes a rollback: the older production is on top again, with what it had replaced below it.
  void popProduction(String actor, Instant at) {
    statements.update(
        "insert into control.production (bundle_id, replaced_seq, actor, since) select"
            + " before.bundle_id, before.replaced_seq, ?, ? from control.production now join"
            + " control.production before on before.seq = now.replaced_seq where now.seq = (select"
            + " max(seq) from control.production)",
        actor,
        at);
  }

  Map<TopicPartition, Long> offsets() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    statements.query(
        "select topic, partition_no, next_offset from control.gate_offset",
        rows ->
            offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3)));
    return offsets;
  }

  void moveTo(String topic, int partition, long nextOffset) {
    statements.update(
        "insert into control.gate_offset (topic, partition_no, next_offset) values (?,?,?) on"
            + " conflict (topic, partition_no) do update set next_offset = excluded.next_offset",
        topic,
        partition,
        nextOffset);
  }

  /// Every bundle, oldest first.
  List<Bundle> bundles() {
    return statements.query(BUNDLES + " order by bundled_at, bundle_id", GateLedger::bundle);
  }

  private static Bundle bundle(ResultSet rows) throws SQLException {
    return new Bundle(
        rows.getString(1),
        rows.getString(2),
        rows.getString(3),
        rows.getLong(4),
        rows.getBoolean(5),
        texts(rows, 6),
        texts(rows, 7),
        texts(rows, 8));
  }

  private static List<String> texts(ResultSet rows, int column) throws SQLException {
    return Arrays.asList((String[]) rows.getArray(column).getArray());
  }

  private static Evaluation evaluation(ResultSet rows) throws SQLException {
    return new Evaluation(
        rows.getString("evaluation_id"),
        rows.getString("bundle_id"),
        rows.getString("evaluation_set_hash"),
        rows.getDouble("score"),
        rows.getBoolean("parity_passed"),
        rows.getBoolean("self_test_passed"));
  }
}
