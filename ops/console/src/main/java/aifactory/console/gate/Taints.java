package aifactory.console.gate;

import aifactory.console.gate.GateLedger.Bundle;
import aifactory.console.policy.Origins;
import aifactory.contract.policy.PolicyTable;
import aifactory.event.DatasetSealed;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.Split;
import aifactory.event.TakedownOrdered;
import aifactory.event.TakedownTarget;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which bundles learned from text that may not be used now. A policy or a takedown of a domain
/// taints whoever learned from that domain; a takedown of one document or a publisher's refusal
/// taints whoever learned from a dataset version that held that document. Changed pages and
/// near-duplicates taint nobody. Rebuilt from the log at every start. Thread-safe.
@ApplicationScoped
class Taints {
  private static final String ANY = "any";

  /// By domain, then by version and reason.
  private final Map<String, Map<String, Withdrawn>> documents = new HashMap<>();

  private final Map<String, Instant> sealedAt = new HashMap<>();
  private final Set<String> documentOrders = new HashSet<>();
  private PolicyTable table = PolicyTable.EMPTY;
  private long changes;

  /// One withdrawn version of a training document.
  private record Withdrawn(
      String url, RetractionReason reason, @Nullable Instant acceptedAt, Instant registeredAt) {}

  synchronized void learn(PolicySet order) {
    table = table.with(order);
    changes++;
  }

  synchronized void learn(TakedownOrdered order) {
    table = table.with(order);
    if (order.getTargetKind() != TakedownTarget.DOMAIN) {
      documentOrders.add(order.getEventId());
    }
    changes++;
  }

  synchronized void learn(DatasetSealed dataset) {
    sealedAt.put(dataset.getDatasetId(), dataset.getSealedAt());
  }

  synchronized void learn(RetractionRegistered record) {
    boolean single =
        record.getReason() == RetractionReason.CONSENT
            || record.getReason() == RetractionReason.TAKEDOWN && isOfDocument(record);
    if (!single || !record.getSplit().equals(Split.TRAIN.name())) {
      return;
    }
    String key = record.getVersion() + " " + record.getReason();
    Map<String, Withdrawn> ofDomain =
        documents.computeIfAbsent(record.getDomain(), domain -> new HashMap<>());
    if (!record.getInForce()) {
      ofDomain.remove(key);
    } else {
      ofDomain.putIfAbsent(
          key,
          new Withdrawn(
              record.getUrl(),
              record.getReason(),
              record.getAcceptedAt(),
              record.getRegisteredAt()));
    }
    changes++;
  }

  /// A takedown names its order as the cause; lifting one has no cause and is always looked at.
  private boolean isOfDocument(RetractionRegistered record) {
    return !record.getInForce() || documentOrders.contains(record.getCause()) || isUnknown(record);
  }

  /// Two topics have no mutual order: the order of a retraction may still be on its way. A domain's
  /// takedown is seen in the table.
  private boolean isUnknown(RetractionRegistered record) {
    return table.ruling("", "", record.getDomain(), ANY).permits();
  }

  /// Grows with everything that may have changed an answer.
  synchronized long changes() {
    return changes;
  }

  /// Why a bundle must not serve, empty when nothing is against it.
  synchronized String of(Bundle bundle) {
    String byDomain = byDomain(bundle);
    return byDomain.isEmpty() ? byDocument(bundle) : byDomain;
  }

  private String byDomain(Bundle bundle) {
    return Origins.of(bundle.origins(), bundle.domains())
        .forbidden(table)
        .map(forbidden ->
            "it learned from %s, which is forbidden now (%s)"
                .formatted(forbidden.domain(), forbidden.ruling().withdrawn()))
        .orElse("");
  }

  private String byDocument(Bundle bundle) {
    for (String domain : bundle.domains()) {
      for (Withdrawn withdrawn : documents.getOrDefault(domain, Map.of()).values()) {
        if (learnedFrom(bundle, withdrawn)) {
          return "it learned from %s, which was withdrawn (%s)"
              .formatted(withdrawn.url(), withdrawn.reason());
        }
      }
    }
    return "";
  }

  /// Whether one of its dataset versions was sealed while the text was in: after it was accepted,
  /// before it was withdrawn. What is not known counts against the bundle.
  private boolean learnedFrom(Bundle bundle, Withdrawn withdrawn) {
    if (bundle.datasetIds().isEmpty()) {
      return true;
    }
    return bundle.datasetIds().stream()
        .map(sealedAt::get)
        .anyMatch(sealed ->
            sealed == null
                || !(withdrawn.acceptedAt() != null && sealed.isBefore(withdrawn.acceptedAt()))
                    && sealed.isBefore(withdrawn.registeredAt()));
  }
}
