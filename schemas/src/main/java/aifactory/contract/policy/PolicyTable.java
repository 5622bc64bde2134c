package aifactory.contract.policy;

import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.TakedownOrdered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// All policies and takedowns in force, as an immutable value. Preprocess, trainer, inference and
/// export ask the same question of the same table, so a forbidden domain is forbidden everywhere at
/// once.
///
/// A policy for `example.org` covers `example.org` and `www.example.org`, not `badexample.org`. The
/// longest matching pattern wins; for one pattern, a policy for the document's source type wins
/// over one for `any`.
public final class PolicyTable {
  public static final PolicyTable EMPTY = new PolicyTable(Map.of(), Map.of());
  private static final String ANY = "any";

  private final Map<PolicyKey, PolicySet> policies;
  private final Map<String, TakedownOrdered> takedowns;

  private PolicyTable(Map<PolicyKey, PolicySet> policies, Map<String, TakedownOrdered> takedowns) {
    this.policies = policies;
    this.takedowns = takedowns;
  }

  private record PolicyKey(String pattern, String sourceType) {}

  /// What the table says of one document.
  ///
  /// @param withdrawn reason to keep it out of datasets, models and answers; null = it may be used
  /// @param cause event id of the order, empty when none
  /// @param licence tag of the matching policy, null when none matches
  /// @param weight weight of the matching policy, empty when it has none
  public record Ruling(
      @Nullable RetractionReason withdrawn,
      String cause,
      @Nullable String licence,
      OptionalDouble weight) {
    public boolean permits() {
      return withdrawn == null;
    }
  }

  /// The table after one more policy order.
  public PolicyTable with(PolicySet order) {
    Map<PolicyKey, PolicySet> next = new HashMap<>(policies);
    PolicyKey key = new PolicyKey(order.getPattern(), order.getSourceType());
    if (order.getRemoved()) {
      next.remove(key);
    } else {
      next.put(key, order);
    }
    return new PolicyTable(next, takedowns);
  }

  /// The table after one more takedown order.
  public PolicyTable with(TakedownOrdered order) {
    Map<String, TakedownOrdered> next = new HashMap<>(takedowns);
    if (order.getInForce()) {
      next.put(order.getTargetKind() + " " + order.getTarget(), order);
    } else {
      next.remove(order.getTargetKind() + " " + order.getTarget());
    }
    return new PolicyTable(policies, next);
  }

  /// Decides one document.
  ///
  /// @param domain host of its URL without port, lower case
  public Ruling ruling(String documentId, String url, String domain, String sourceType) {
    PolicySet policy = policyFor(domain, sourceType);
    String licence = policy == null ? null : policy.getLicence();
    OptionalDouble weight =
        policy == null || policy.getWeight() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(policy.getWeight());
    TakedownOrdered takedown = takedownOf(documentId, url, domain);
    if (takedown != null) {
      return new Ruling(RetractionReason.TAKEDOWN, takedown.getEventId(), licence, weight);
    }
    if (policy != null && !policy.getAllowTraining()) {
      return new Ruling(RetractionReason.POLICY, policy.getEventId(), licence, weight);
    }
    return new Ruling(null, "", licence, weight);
  }

  /// Policies in force, in no particular order.
  public List<PolicySet> policies() {
    return new ArrayList<>(policies.values());
  }

  /// Takedowns in force, in no particular order.
  public List<TakedownOrdered> takedowns() {
    return new ArrayList<>(takedowns.values());
  }

  /// The policy that decides for a domain: the longest match; null when none matches.
  public @Nullable PolicySet policyFor(String domain, String sourceType) {
    for (String suffix = domain; suffix != null; suffix = parent(suffix)) {
      PolicySet exact = policies.get(new PolicyKey(suffix, sourceType));
      PolicySet match = exact != null ? exact : policies.get(new PolicyKey(suffix, ANY));
      if (match != null) {
        return match;
      }
    }
    return null;
  }

  private @Nullable TakedownOrdered takedownOf(String documentId, String url, String domain) {
    if (takedowns.isEmpty()) {
      return null;
    }
    TakedownOrdered byDocument = takedowns.get("DOCUMENT " + documentId);
    TakedownOrdered byUrl = takedowns.get("URL " + url);
    if (byDocument != null || byUrl != null) {
      return byDocument != null ? byDocument : byUrl;
    }
    for (String suffix = domain; suffix != null; suffix = parent(suffix)) {
      TakedownOrdered byDomain = takedowns.get("DOMAIN " + suffix);
      if (byDomain != null) {
        return byDomain;
      }
    }
    return null;
  }

  private static @Nullable String parent(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? null : domain.substring(dot + 1);
  }
}
