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

  private static final String DATASETS =
      " from view.dataset where by_domain ??| string_to_array(?, ' ')";
  private static final String MODELS =
      " from view.bundle b where b.domains && string_to_array(?, ' ')";

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
    TreeSet<String> touched = new TreeSet<>(withdrawn.domains);
    touched.addAll(restored.domains);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("domain_pattern", order.pattern());
    answer.put("withdrawn", withdrawn.told());
    answer.put("restored", restored.told());
    answer.put("reweighted", reweighted.told());
    answer.put("tokens_of", checkpoint(counted));
    answer.put("dataset_total", rows.number("select count(*)" + DATASETS, joined(touched)));
    answer.put("datasets", datasets(touched));
    answer.put("model_total", rows.number("select count(*)" + MODELS, joined(withdrawn.domains)));
    answer.put("models", models(withdrawn.domains));
    return answer;
  }

  private List<Map<String, @Nullable Object>> datasets(TreeSet<String> domains) {
    return rows.list(
        "select dataset_id, number, (select sum(value::bigint)::bigint from"
            + " jsonb_each_text(by_domain) where key = any(string_to_array(?, ' '))) as documents"
            + DATASETS
            + " order by number desc limit 50",
        joined(domains),
        joined(domains));
  }

  /// Models that would be tainted.
  private List<Map<String, @Nullable Object>> models(TreeSet<String> domains) {
    return rows.list(
        "select b.bundle_id, b.model_name, b.step, (select array_agg(alias order by alias) from"
            + " view.alias a where a.bundle_id = b.bundle_id) as aliases"
            + MODELS
            + " order by b.bundled_at desc limit 50",
        joined(domains));
  }

  private static String joined(TreeSet<String> domains) {
    return String.join(" ", domains);
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
    private final JsonNode trainingTokens;
    private long documents;
    private long tokens;
    private long characters;
    private long bytes;

    private Sum(JsonNode trainingTokens) {
      this.trainingTokens = trainingTokens;
    }

    private void add(String domain, Map<String, @Nullable Object> group) {
      tokens += trainingTokens.path(group.get("source_type") + " " + domain).asLong(0);
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
      told.put("domains", new ArrayList<>(domains).subList(0, Math.min(50, domains.size())));
      return told;
    }

    private static long number(Map<String, @Nullable Object> group, String column) {
      return group.get(column) instanceof Number number ? number.longValue() : 0;
    }
  }
}
