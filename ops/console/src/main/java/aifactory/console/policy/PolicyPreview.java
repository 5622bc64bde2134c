package aifactory.console.policy;

import aifactory.console.ledger.Rows;
import aifactory.contract.policy.PolicyTable;
import aifactory.event.PolicySet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a policy would change, before it is ordered: the table that everybody asks is asked twice,
/// with and without the order, for every domain and source type that the corpus has. Takedowns are
/// left out: they hold whatever a policy says.
@ApplicationScoped
class PolicyPreview {
  private static final String GROUPS =
      "select d.domain, d.source_type, count(*) as documents, sum(d.characters)::bigint as"
          + " characters, sum(d.utf8_bytes)::bigint as utf8_bytes from view.document d where not"
          + " exists (select 1 from view.retraction r where r.document_id = d.document_id and"
          + " r.version = d.version and r.in_force and r.reason <> 'POLICY') group by d.domain,"
          + " d.source_type";

  /// Versions sealed before origins were counted are known by domain alone.
  private static final String DATASETS =
      " from view.dataset where by_origin ??| string_to_array(?, '\n') or by_origin = '{}' and"
          + " by_domain ??| string_to_array(?, '\n')";

  private static final String MODELS =
      "select g.bundle_id, g.step, b.model_name, g.origins, g.domains, (select array_agg(alias order"
          + " by alias) from view.alias a where a.bundle_id = g.bundle_id) as aliases from"
          + " control.gate_bundle g left join view.bundle b using (bundle_id) order by g.bundled_at"
          + " desc";

  private static final int SHOWN = 50;

  private final Rows rows;

  PolicyPreview(Rows rows) {
    this.rows = rows;
  }

  Map<String, Object> of(PolicyOrder order) {
    PolicyTable before = inForce();
    PolicyTable after = before.with(ordered(order));
    Map<String, @Nullable Object> counted = counted();
    JsonNode tokens =
        counted.get("training_tokens") instanceof JsonNode known
            ? known
            : MissingNode.getInstance();
    Sum withdrawn = new Sum(tokens);
    Sum restored = new Sum(MissingNode.getInstance());
    Sum reweighted = new Sum(tokens);
    for (Map<String, @Nullable Object> group : rows.list(GROUPS)) {
      String domain = String.valueOf(group.get("domain"));
      String type = String.valueOf(group.get("source_type"));
      PolicyTable.Ruling was = before.ruling("", "", domain, type);
      PolicyTable.Ruling will = after.ruling("", "", domain, type);
      if (was.permits() && !will.permits()) {
        withdrawn.add(domain, group);
      } else if (!was.permits() && will.permits()) {
        restored.add(domain, group);
      } else if (will.permits() && !was.weight().equals(will.weight())) {
        reweighted.add(domain, group);
      }
    }
    List<Map<String, @Nullable Object>> models = models(before, after);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("domain_pattern", order.pattern());
    answer.put("withdrawn", withdrawn.told());
    answer.put("restored", restored.told());
    answer.put("reweighted", reweighted.told());
    answer.put("tokens_of", checkpoint(counted));
    String origins = joined(withdrawn.origins, restored.origins);
    String domains = joined(withdrawn.domains, restored.domains);
    answer.put("dataset_total", rows.number("select count(*)" + DATASETS, origins, domains));
    answer.put("datasets", datasets(origins, domains));
    answer.put("model_total", models.size());
    answer.put("models", models.subList(0, Math.min(SHOWN, models.size())));
    return answer;
  }

  private List<Map<String, @Nullable Object>> datasets(String origins, String domains) {
    return rows.list(
        "select dataset_id, number, (select sum(value::bigint)::bigint from jsonb_each_text(case"
            + " when by_origin = '{}' then by_domain else by_origin end) where key ="
            + " any(string_to_array(case when by_origin = '{}' then ? else ? end, '\n'))) as"
            + " documents"
            + DATASETS
            + " order by number desc limit "
            + SHOWN,
        domains,
        origins,
        origins,
        domains);
  }

  /// Models that the order would taint, by the gate's own rule.
  private List<Map<String, @Nullable Object>> models(PolicyTable before, PolicyTable after) {
    List<Map<String, @Nullable Object>> tainted = new ArrayList<>();
    for (Map<String, @Nullable Object> model : rows.list(MODELS)) {
      Origins origins =
          Origins.of(strings(model.remove("origins")), strings(model.remove("domains")));
      if (origins.forbidden(before).isEmpty() && origins.forbidden(after).isPresent()) {
        tainted.add(model);
      }
    }
    return tainted;
  }

  private static List<String> strings(@Nullable Object array) {
    return array instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static String joined(TreeSet<String> some, TreeSet<String> others) {
    TreeSet<String> all = new TreeSet<>(some);
    all.addAll(others);
    return String.join("\n", all);
  }

  /// The newest checkpoint that tells of the tokens of its training set, by source type and domain:
  /// exactly what leaves the batches. What is withdrawn already is not in it, and what was accepted
  /// since has not been cut into tokens yet.
  private Map<String, @Nullable Object> counted() {
    return rows.first(
            "select checkpoint_hash, step, checkpointed_at, training_tokens from view.checkpoint"
                + " where training_tokens <> '{}' order by checkpointed_at desc limit 1")
        .orElse(Map.of());
  }

  private static Map<String, @Nullable Object> checkpoint(Map<String, @Nullable Object> counted) {
    Map<String, @Nullable Object> checkpoint = new LinkedHashMap<>(counted);
    checkpoint.remove("training_tokens");
    return checkpoint;
  }

  private PolicyTable inForce() {
    PolicyTable table = PolicyTable.EMPTY;
    for (Map<String, @Nullable Object> row :
        rows.list(
            "select pattern, source_type, license_tag, allow_training, base_weight from"
                + " control.policy")) {
      table =
          table.with(
              event(
                  String.valueOf(row.get("pattern")),
                  String.valueOf(row.get("source_type")),
                  Boolean.TRUE.equals(row.get("allow_training")),
                  row.get("base_weight") instanceof Number weight ? weight.doubleValue() : null,
                  false));
    }
    return table;
  }

  private static PolicySet ordered(PolicyOrder order) {
    return event(
        order.pattern(), order.type(), order.allows(), order.baseWeight(), order.removed());
  }

  private static PolicySet event(
      String pattern, String type, boolean allows, @Nullable Double weight, boolean removed) {
    return PolicySet.newBuilder()
        .setEventId("preview")
        .setPattern(pattern)
        .setSourceType(type)
        .setAllowTraining(allows)
        .setWeight(weight)
        .setRemoved(removed)
        .setSetAt(Instant.EPOCH)
        .build();
  }

  private static final class Sum {
    private final TreeSet<String> domains = new TreeSet<>();
    private final TreeSet<String> origins = new TreeSet<>();
    private final JsonNode trainingTokens;
    private long documents;
    private long tokens;
    private long characters;
    private long bytes;

    private Sum(JsonNode trainingTokens) {
      this.trainingTokens = trainingTokens;
    }

    private void add(String domain, Map<String, @Nullable Object> group) {
      String origin = group.get("source_type") + " " + domain;
      tokens += trainingTokens.path(origin).asLong(0);
      origins.add(origin);
      domains.add(domain);
      documents += number(group, "documents");
      characters += number(group, "characters");
      bytes += number(group, "utf8_bytes");
    }

    /// Tokens are null where nobody has counted them: no checkpoint tells of any, or the text was
    /// not in its training set.
    private Map<String, @Nullable Object> told() {
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      told.put("documents", documents);
      told.put("characters", characters);
      told.put("utf8_bytes", bytes);
      told.put("training_tokens", trainingTokens.isMissingNode() ? null : tokens);
      told.put("domains", new ArrayList<>(domains).subList(0, Math.min(SHOWN, domains.size())));
      return told;
    }

    private static long number(Map<String, @Nullable Object> group, String column) {
      return group.get(column) instanceof Number number ? number.longValue() : 0;
    }
  }
}
