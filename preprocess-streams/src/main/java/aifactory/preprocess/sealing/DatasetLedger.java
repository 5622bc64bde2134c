package aifactory.preprocess.sealing;

import aifactory.contract.content.MaskedText;
import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.id.DocumentId;
import aifactory.contract.policy.PolicyTable;
import aifactory.event.DocumentAccepted;
import aifactory.event.ParagraphsMasked;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.TakedownOrdered;
import aifactory.event.TakedownTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which versions survive, kept incrementally from four topics in any order between them: a
/// retraction may come before its text. The same records give the same dataset, whatever their
/// interleaving. Thread-safe.
///
/// A version survives when no retraction of it is in force and neither policy nor takedown forbids
/// it now; the last two are applied here at once, without waiting for their retractions.
public final class DatasetLedger implements AutoCloseable {
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
  private final Map<Integer, Long> maskedEnds = new TreeMap<>();
  private final @Nullable ParagraphMasks masks;
  private PolicyTable policies = PolicyTable.EMPTY;

  /// What the newest dataset version covers of `corpus.accepted` and `corpus.retracted`: masks have
  /// been revised for it.
  private Map<Integer, Long> acceptedCovered = Map.of();

  private Map<Integer, Long> retractedCovered = Map.of();

  /// Masks nothing.
  public DatasetLedger() {
    this.masks = null;
  }

  /// @param index closed with the ledger
  DatasetLedger(ParagraphIndex index) {
    this.masks = new ParagraphMasks(index, versions);
    masks.forget();
  }

  /// A mask was published. All of them come before the first text.
  synchronized void masked(ParagraphsMasked event, int partition, long offset) {
    maskedEnds.merge(partition, offset + 1, Math::max);
    if (masks != null) {
      masks.remember(event);
    }
  }

  /// Says before the first text what the newest dataset version covers.
  synchronized void covered(Map<Integer, Long> accepted, Map<Integer, Long> retracted) {
    if (masks != null && !masks.isFresh()) {
      acceptedCovered = accepted;
      retractedCovered = retracted;
    }
  }

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
    file(event, row);
    cohorts.get(cohort).add(versions, row);
    Byte known = early.remove(event.getVersion());
    byte reasons = known == null ? 0 : known;
    boolean covered = known == null && offset < acceptedCovered.getOrDefault(partition, 0L);
    touch(row, covered && !documentsTakenDown.containsKey(event.getDocumentId()));
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
      touch(row, offset < retractedCovered.getOrDefault(partition, 0L));
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
        touch(row, false);
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
    return counting
        .state(Map.copyOf(acceptedEnds), Map.copyOf(retractedEnds), policies)
        .withMasked(Map.copyOf(maskedEnds));
  }

  /// The dataset as it stands with every mask revised, and what must be published before it is.
  record Revision(DatasetState state, List<ParagraphsMasked> masks) {}

  /// Revises the masks. The state becomes a dataset version when these have been published and
  /// [#masked] has been told.
  synchronized Revision revise(Instant now) {
    if (masks == null) {
      return new Revision(state(), List.of());
    }
    List<ParagraphsMasked> published = new ArrayList<>();
    for (ParagraphMasks.Change change : masks.revise(now)) {
      Cohort cohort = cohorts.get(versions.group(change.row()));
      cohort.remove(versions, change.row());
      mask(change.row(), change.before(), change.after(), change.utf8Bytes());
      cohort.add(versions, change.row());
      published.add(change.after());
    }
    return new Revision(state(), published);
  }

  /// As far as masks were published.
  synchronized Map<Integer, Long> maskedEnds() {
    return Map.copyOf(maskedEnds);
  }

  private void file(DocumentAccepted event, int row) {
    ParagraphsMasked mask = masks == null ? null : masks.file(event, row);
    if (mask != null) {
      mask(row, null, mask, MaskedText.utf8Bytes(event.getText(), mask.getParagraphs()));
    }
  }

  private void mask(
      int row, @Nullable ParagraphsMasked before, ParagraphsMasked after, int utf8Bytes) {
    ContentSum sum = new ContentSum();
    sum.add(versions.sum(row));
    if (before != null) {
      sum.subtract(hash(before));
    }
    if (!after.getParagraphs().isEmpty()) {
      sum.add(hash(after));
    }
    versions.setMasked(row, sum.words(), after.getParagraphs().size(), utf8Bytes);
  }

  private static long[] hash(ParagraphsMasked mask) {
    return ContentSum.words(MaskedText.hash(mask.getVersion(), mask.getParagraphs()));
  }

  /// @param covered whether masks have been revised since
  private void touch(int row, boolean covered) {
    if (masks != null && !covered) {
      masks.touch(row);
    }
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

  @Override
  public synchronized void close() {
    if (masks != null) {
      masks.close();
    }
  }
}
