package aifactory.launcher.dataset;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.DocumentAccepted;
import aifactory.event.MaskedParagraph;
import aifactory.event.ParagraphsMasked;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.TakedownOrdered;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What may not be exported, as orders and the register say it. Thread-safe.
final class Mask {
  private final Map<String, Set<RetractionReason>> withdrawn = new HashMap<>();
  private final Map<String, List<MaskedParagraph>> paragraphs = new HashMap<>();
  private PolicyTable policies = PolicyTable.EMPTY;
  private long changes;

  synchronized void add(PolicySet order) {
    policies = policies.with(order);
    changes++;
  }

  synchronized void add(TakedownOrdered order) {
    policies = policies.with(order);
    changes++;
  }

  synchronized void add(RetractionRegistered record) {
    Set<RetractionReason> reasons =
        withdrawn.computeIfAbsent(record.getVersion(), _ -> EnumSet.noneOf(RetractionReason.class));
    boolean ignored =
        record.getInForce() ? reasons.add(record.getReason()) : reasons.remove(record.getReason());
    if (reasons.isEmpty()) {
      withdrawn.remove(record.getVersion());
    }
    changes++;
  }

  synchronized void add(ParagraphsMasked record) {
    if (record.getParagraphs().isEmpty()) {
      paragraphs.remove(record.getVersion());
    } else {
      paragraphs.put(record.getVersion(), List.copyOf(record.getParagraphs()));
    }
  }

  /// What of a document is left out.
  synchronized List<MaskedParagraph> paragraphs(DocumentAccepted document) {
    return paragraphs.getOrDefault(document.getVersion(), List.of());
  }

  /// Grows with everything that was ordered or registered.
  synchronized long changes() {
    return changes;
  }

  synchronized boolean permits(DocumentAccepted document) {
    return !withdrawn.containsKey(document.getVersion()) && ruling(document).permits();
  }

  /// Its own licence; where nobody named one, that of the policy.
  synchronized String licence(DocumentAccepted document) {
    String given = ruling(document).licence();
    return document.getLicence().equals("unknown") && given != null ? given : document.getLicence();
  }

  private PolicyTable.Ruling ruling(DocumentAccepted document) {
    return policies.ruling(
        document.getDocumentId(),
        document.getUrl(),
        document.getDomain(),
        document.getSourceType());
  }
}
