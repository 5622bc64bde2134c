package aifactory.inference.retrieve;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.TakedownOrdered;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What may be shown: policies, takedowns and the retraction register, asked at every search.
/// Thread-safe; a retraction that arrives before its text is kept.
public final class Rulings {
  private final Map<String, EnumSet<RetractionReason>> withdrawn = new ConcurrentHashMap<>();
  private volatile PolicyTable policies = PolicyTable.EMPTY;

  public synchronized void accept(PolicySet order) {
    policies = policies.with(order);
  }

  public synchronized void accept(TakedownOrdered order) {
    policies = policies.with(order);
  }

  /// Takes in what the register says of one version; the last record per reason counts.
  public void accept(RetractionRegistered record) {
    withdrawn.compute(
        record.getVersion(),
        (_, before) -> {
          EnumSet<RetractionReason> reasons =
              before == null ? EnumSet.noneOf(RetractionReason.class) : EnumSet.copyOf(before);
          if (record.getInForce()) {
            reasons.add(record.getReason());
          } else {
            reasons.remove(record.getReason());
          }
          return reasons.isEmpty() ? null : reasons;
        });
  }

  /// Whether a version may be shown now.
  public boolean permits(
      String documentId, String version, String url, String domain, String sourceType) {
    return !withdrawn.containsKey(version)
        && policies.ruling(documentId, url, domain, sourceType).permits();
  }

  boolean permits(Origin origin) {
    return permits(
        origin.documentId(), origin.version(), origin.url(), origin.domain(), origin.sourceType());
  }

  boolean permits(Passage passage) {
    return permits(
        passage.documentId(),
        passage.version(),
        passage.url(),
        passage.domain(),
        passage.sourceType());
  }

  /// Versions withdrawn by the register.
  public long withdrawnVersions() {
    return withdrawn.size();
  }
}
