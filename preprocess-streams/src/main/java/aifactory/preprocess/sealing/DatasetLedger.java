package aifactory.preprocess.sealing;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.DocumentId;
import aifactory.contract.policy.PolicyTable;
import aifactory.event.DocumentAccepted;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.TakedownOrdered;
import aifactory.event.TakedownTarget;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which versions survive, kept incrementally from four topics in any order between them: a
/// retraction may come before its text. The same records give the same dataset, whatever their
/// interleaving. Thread-safe.
///
/// A version survives when no retraction of it is in force and neither policy nor takedown forbids
/// it now; the last two are applied here at once, without waiting for their retractions.
public final class DatasetLedger {
  private static final byte TAKEN_DOWN = (byte) (1 << RetractionReason.TAKEDOWN.ordinal());
  private static final String UNKNOWN = "unknown";
  private static final byte ORDERED = (byte) (1 << RetractionReason.values().length);

  private final VersionTable versions = new VersionTable();
  private final List<Cohort> cohorts = new ArrayList<>();
  private final Map<Cohort.Key, Integer> cohortOf = new HashMap<>();
  private final Map<String, Byte> early = new HashMap<>();

  /// Takedowns in force that name one document, by its id: one may name it, another its URL.
  private final Map<String, Set<TakedownTarget>> documentsTakenDown = new HashMap<>();

  private final long[] withdrawnByReason = new long[RetractionReason.values().length];
  private final Map<Integer, Long> acceptedEnds = new TreeMap<>();
  private final Map<Integer, Long> retractedEnds = new TreeMap<>();
  private PolicyTable policies = PolicyTable.EMPTY;

  /// A version became corpus.
  public synchronized void accept(DocumentAccepted event, int partition, long offset) {
    acceptedEnds.merge(partition, offset + 1, Math::max);
    if (versions.find(event.getVersion()) >= 0) {
      return; // never repeated by us; a foreign repeat changes nothing
    }
    int cohort =
        cohortOf.computeIfAbsent(
            Cohort.Key.of(event),
            key -> {
              cohorts.add(new Cohort(key));
              return cohorts.size() - 1;
            });
    int row =
        versions.add(
            event.getVersion(),
            event.getDocumentId(),
            ContentSum.contribution(event.getVersion(), event.getWeight(), event.getSplit()),
            cohort,
            event.getCharacters(),
            event.getUtf8Bytes());
    cohorts.get(cohort).add(versions, row);
    byte reasons = early.getOrDefault(event.getVersion(), (byte) 0);
    early.remove(event.getVersion());
    if (documentsTakenDown.containsKey(event.getDocumentId())) {
      reasons |= ORDERED;
    }
    set(row, reasons);
  }

  /// A version was withdrawn or allowed again.
  public synchronized void register(RetractionRegistered event, int partition, long offset) {
    retractedEnds.merge(partition, offset + 1, Math::max);
    byte bit = (byte) (1 << event.getReason().ordinal());
    int row = versions.find(event.getVersion());
    byte before =
        row >= 0 ? versions.withdrawals(row) : early.getOrDefault(event.getVersion(), (byte) 0);
    byte after = (byte) (event.getInForce() ? before | bit : before & ~bit);
    if (row >= 0) {
      set(row, after);
    } else {
      early.put(event.getVersion(), after);
    }
  }

  /// A policy was set or removed.
  public synchronized void order(PolicySet order) {
    policies = policies.with(order);
  }

  /// A takedown was ordered or lifted.
  public synchronized void order(TakedownOrdered order) {
    policies = policies.with(order);
    if (order.getTargetKind() == TakedownTarget.DOMAIN) {
      return;
    }
    String documentId = documentId(order);
    Set<TakedownTarget> standing =
        documentsTakenDown.computeIfAbsent(documentId, _ -> EnumSet.noneOf(TakedownTarget.class));
    boolean before = !standing.isEmpty();
    boolean changed =
        order.getInForce()
            ? standing.add(order.getTargetKind())
            : standing.remove(order.getTargetKind());
    if (standing.isEmpty()) {
      documentsTakenDown.remove(documentId);
    }
    if (changed && before == standing.isEmpty()) {
      mark(documentId, !standing.isEmpty());
    }
  }

  private void mark(String documentId, boolean takenDown) {
    for (int row = 0; row < versions.size(); row++) {
      if (versions.belongsTo(row, documentId)) {
        byte reasons = versions.withdrawals(row);
        set(row, (byte) (takenDown ? reasons | ORDERED : reasons & ~ORDERED));
      }
    }
  }

  /// Versions ever accepted.
  public synchronized long versions() {
    return versions.size();
  }

  /// The dataset as it stands.
  public synchronized DatasetState state() {
    DatasetState.Counting counting = new DatasetState.Counting();
    for (RetractionReason reason : RetractionReason.values()) {
      counting.withdrawn(reason, withdrawnByReason[reason.ordinal()]);
    }
    for (Cohort cohort : cohorts) {
      PolicyTable.Ruling ruling =
          policies.ruling("", "", cohort.key().domain(), cohort.key().sourceType());
      if (ruling.withdrawn() == null) {
        counting.surviving(cohort, licence(cohort, ruling));
      } else {
        counting.withdrawn(ruling.withdrawn(), cohort.documents());
      }
    }
    return counting.state(Map.copyOf(acceptedEnds), Map.copyOf(retractedEnds), policies);
  }

  /// What its pages said; where they said nothing, the tag that the policy in force gives.
  private static String licence(Cohort cohort, PolicyTable.Ruling ruling) {
    String own = cohort.key().licence();
    String given = ruling.licence();
    return own.equals(UNKNOWN) && given != null ? given : own;
  }

  /// Sets what withdraws a version; it leaves or joins its cohort's survivors accordingly.
  private void set(int row, byte after) {
    byte before = versions.withdrawals(row);
    Cohort cohort = cohorts.get(versions.group(row));
    if (before == 0 && after != 0) {
      cohort.remove(versions, row);
    } else if (before != 0 && after == 0) {
      cohort.add(versions, row);
    }
    count(before, -1);
    count(after, 1);
    versions.setWithdrawals(row, after);
  }

  /// Each withdrawn version counts once, under the first of its reasons.
  private void count(byte reasons, int change) {
    byte known = (reasons & ORDERED) != 0 ? (byte) (reasons | TAKEN_DOWN) : reasons;
    if (known != 0) {
      withdrawnByReason[Integer.numberOfTrailingZeros(known)] += change;
    }
  }

  private static String documentId(TakedownOrdered order) {
    String target = order.getTarget();
    return order.getTargetKind() == TakedownTarget.DOCUMENT
        ? target
        : DocumentId.of(CanonicalUrl.parse(target).map(CanonicalUrl::text).orElse(target));
  }
}
