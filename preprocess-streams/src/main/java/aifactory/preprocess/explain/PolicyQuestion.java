package aifactory.preprocess.explain;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.DocumentFetched;
import aifactory.event.PolicySet;
import aifactory.explain.Question;
import aifactory.preprocess.document.Origin;
import aifactory.preprocess.policy.PolicyGate;
import aifactory.preprocess.quality.SourceWeights;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What do these policies say of this address?
final class PolicyQuestion implements Question {
  @Override
  public String name() {
    return "policy";
  }

  @Override
  public String usage() {
    return "{\"url\", \"source_type\"?,"
        + " \"policies\":[{\"pattern\",\"allow_training\"?,\"source_type\"?,\"weight\"?,\"licence\"?,\"removed\"?}]}"
        + " -> {\"allowed\",\"pattern\",\"weight\",\"licence\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    Origin origin = origin(asked);
    PolicyTable table = table(asked.path("policies"));
    PolicySet policy = table.policyFor(origin.domain(), origin.sourceType());
    PolicyTable.Ruling ruling = new PolicyGate(() -> table).ruling(origin);
    double weight =
        ruling
            .weight()
            .orElseGet(
                () -> SourceWeights.DEFAULTS.bySourceType().getOrDefault(origin.sourceType(), 1.0));
    return JsonNodeFactory.instance
        .objectNode()
        .put("allowed", ruling.permits())
        .put("pattern", policy == null ? null : policy.getPattern())
        .put("weight", weight)
        .put("licence", ruling.licence());
  }

  private static Origin origin(JsonNode asked) {
    String url = Asked.text(asked, "url");
    DocumentFetched fetched =
        DocumentFetched.newBuilder()
            .setUrl(url)
            .setBody(ByteBuffer.allocate(0))
            .setContentType("")
            .setSourceType(Asked.optional(asked, "source_type").orElse("web"))
            .setFetchedAt(Instant.EPOCH) // nothing depends on it here
            .build();
    return Origin.of(fetched, -1, -1)
        .orElseThrow(() -> new IllegalArgumentException("url is no usable URI: " + url));
  }

  private static PolicyTable table(JsonNode policies) {
    if (!policies.isArray()) {
      throw new IllegalArgumentException("policies must be an array");
    }
    PolicyTable table = PolicyTable.EMPTY;
    for (JsonNode policy : policies) {
      table = table.with(order(policy));
    }
    return table;
  }

  private static PolicySet order(JsonNode policy) {
    String pattern = Asked.text(policy, policy.has("domain") ? "domain" : "pattern");
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("pattern is empty");
    }
    return PolicySet.newBuilder()
        .setEventId(pattern)
        .setPattern(pattern.strip().toLowerCase(Locale.ROOT))
        .setSourceType(Asked.optional(policy, "source_type").orElse("any"))
        .setAllowTraining(
            Asked.truth(policy, policy.has("allowed") ? "allowed" : "allow_training", true))
        .setWeight(weight(policy.path("weight")))
        .setLicence(Asked.optional(policy, "licence").orElse("unknown"))
        .setRemoved(Asked.truth(policy, "removed", false))
        .setSetAt(Instant.EPOCH)
        .build();
  }

  private static @Nullable Double weight(JsonNode weight) {
    if (weight.isMissingNode() || weight.isNull()) {
      return null;
    }
    if (!weight.isNumber() || weight.doubleValue() < 0) {
      throw new IllegalArgumentException("weight must be a number from 0 up, not " + weight);
    }
    return weight.doubleValue();
  }
}
