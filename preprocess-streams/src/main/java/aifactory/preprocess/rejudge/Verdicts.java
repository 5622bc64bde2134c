package aifactory.preprocess.rejudge;

import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The newest verdict on each document, and what withdraws versions now. For one thread.
final class Verdicts {
  private final Map<String, Verdict> byDocument = new HashMap<>();
  private final Map<String, Set<RetractionReason>> withdrawn = new HashMap<>();

  /// What was decided about a document, of which bytes.
  ///
  /// @param reason why it was rejected, null when it was accepted
  /// @param version the accepted one, "" for a rejection
  /// @param elder document that held the same text, "" otherwise
  record Verdict(
      String documentId,
      String domain,
      @Nullable String reason,
      String version,
      String elder,
      int rawPartition,
      long rawOffset,
      Instant fetchedAt,
      Instant decidedAt) {
    private boolean isOlderThan(Verdict other) {
      int byFetch = fetchedAt.compareTo(other.fetchedAt);
      return byFetch < 0 || byFetch == 0 && decidedAt.isBefore(other.decidedAt);
    }

    /// In words, for counting what changed.
    String word() {
      return reason == null ? "ACCEPTED" : reason;
    }
  }

  void add(DocumentAccepted event) {
    keep(
        new Verdict(
            event.getDocumentId(),
            event.getDomain(),
            null,
            event.getVersion(),
            "",
            event.getRawPartition(),
            event.getRawOffset(),
            event.getFetchedAt(),
            event.getAcceptedAt()));
  }

  void add(DocumentRejected event) {
    String detail = event.getDetail();
    keep(
        new Verdict(
            event.getDocumentId(),
            event.getDomain(),
            event.getReason(),
            "",
            detail == null ? "" : detail,
            event.getRawPartition(),
            event.getRawOffset(),
            event.getFetchedAt(),
            event.getRejectedAt()));
  }

  private void keep(Verdict verdict) {
    byDocument.merge(
        verdict.documentId(), verdict, (known, next) -> next.isOlderThan(known) ? known : next);
  }

  void add(RetractionRegistered event) {
    Set<RetractionReason> reasons =
        withdrawn.computeIfAbsent(event.getVersion(), _ -> EnumSet.noneOf(RetractionReason.class));
    if (event.getInForce()) {
      reasons.add(event.getReason());
    } else {
      reasons.remove(event.getReason());
    }
    if (reasons.isEmpty()) {
      withdrawn.remove(event.getVersion());
    }
  }

  Collection<Verdict> all() {
    return byDocument.values();
  }

  /// Whether a document holds a version now.
  boolean holds(String documentId, String version) {
    Verdict verdict = byDocument.get(documentId);
    return verdict != null && verdict.version().equals(version) && !withdrawn.containsKey(version);
  }
}
