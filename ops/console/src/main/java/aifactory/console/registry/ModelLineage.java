package aifactory.console.registry;

import aifactory.console.gate.HandPromotion;
import aifactory.console.ledger.Rows;
import aifactory.console.problem.ProblemException;
import aifactory.console.promotion.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a model comes from: bundle → checkpoint → all that it was trained on from and datasets by
/// step, with tokenizer and configuration; and what became of it.
@ApplicationScoped
class ModelLineage {
  private static final int MOST_ANCESTORS = 200;

  private final Rows rows;
  private final HandPromotion promotion;

  ModelLineage(Rows rows, HandPromotion promotion) {
    this.rows = rows;
    this.promotion = promotion;
  }

  Map<String, Object> of(String bundleId) {
    Map<String, @Nullable Object> bundle =
        rows.first(
                "select b.*, (select array_agg(alias order by alias) from view.alias a where"
                    + " a.bundle_id = b.bundle_id) as aliases, t.reason as taint, t.since as"
                    + " tainted_since, exists (select 1 from control.production p where p.bundle_id ="
                    + " b.bundle_id) as was_production from view.bundle b left join control.gate_taint t using"
                    + " (bundle_id) where b.bundle_id = ?",
                bundleId)
            .orElseThrow(() -> ProblemException.unknown("bundle", bundleId));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("bundle", bundle);
    rows.first(
            "select checkpoint_hash, run_id, step, tokens_seen, tokenizer_hash, parameters,"
                + " train_loss, validation_loss, initial_validation_loss, journal,"
                + " model_configuration, training_configuration, nullif(configuration_hash, '') as"
                + " configuration_hash, parent_checkpoint_hash, (select bundle_id from view.bundle p"
                + " where p.checkpoint_hash = c.parent_checkpoint_hash order by bundled_at limit 1)"
                + " as parent_bundle_id, seed, checkpointed_at from view.checkpoint c where"
                + " checkpoint_hash = ?",
            bundle.get("checkpoint_hash"))
        .ifPresent(checkpoint -> answer.put("checkpoint", checkpoint));
    answer.put("ancestors", ancestors(bundle.get("checkpoint_hash")));
    answer.put("datasets", datasets(bundleId));
    answer.put(
        "evaluations",
        rows.list(
            "select evaluation_id, evaluation_set_hash, score, bits_per_byte, perplexity,"
                + " by_language, tasks, parity_passed, self_test_passed, evaluated_at from"
                + " view.evaluation where bundle_id = ? order by evaluated_at desc limit 20",
            bundleId));
    answer.put(
        "decisions",
        rows.list(
            "select decision, rule, reason, score, threshold, production_bundle_id,"
                + " production_score, actor, decided_at from view.decision where bundle_id = ?"
                + " order by decided_at desc limit 20",
            bundleId));
    verdict(bundleId).ifPresent(verdict -> answer.put("verdict", verdict));
    return answer;
  }

  /// Checkpoints that one was trained on from, the nearest first, each with its first bundle and
  /// that one's score.
  private List<Map<String, @Nullable Object>> ancestors(@Nullable Object checkpoint) {
    return rows.list(
        "with recursive line (hash, parent, place) as (select checkpoint_hash,"
            + " parent_checkpoint_hash, 0 from view.checkpoint where checkpoint_hash = ? union all"
            + " select c.checkpoint_hash, c.parent_checkpoint_hash, place + 1 from line join"
            + " view.checkpoint c on c.checkpoint_hash = line.parent where place < ?) select"
            + " c.checkpoint_hash, c.run_id, c.step, c.train_loss, c.validation_loss,"
            + " c.checkpointed_at, b.bundle_id, e.score from line join view.checkpoint c on"
            + " c.checkpoint_hash = line.hash left join lateral (select bundle_id from view.bundle"
            + " where checkpoint_hash = c.checkpoint_hash order by bundled_at limit 1) b on true"
            + " left join lateral (select score from view.standing where bundle_id ="
            + " b.bundle_id) e on true where place > 0 order by place",
        checkpoint,
        MOST_ANCESTORS);
  }

  private List<Map<String, @Nullable Object>> datasets(String bundleId) {
    return rows.list(
        "select d.dataset_id, d.number, d.documents, d.utf8_bytes, d.sealed_at from view.dataset d"
            + " join view.bundle b on d.dataset_id = any(b.dataset_ids) where b.bundle_id = ? order"
            + " by d.number",
        bundleId);
  }

  private Optional<Map<String, Object>> verdict(String bundleId) {
    return promotion
        .verdict(bundleId)
        .map(verdict ->
            Map.of(
                "passes",
                verdict instanceof Verdict.Promoted,
                "rule",
                verdict.rule().name(),
                "reason",
                verdict.reason()));
  }
}
