package aifactory.console.lineage;

import aifactory.contract.policy.PolicyTable;
import aifactory.event.DatasetSealed;
import aifactory.event.PartitionRange;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.TakedownOrdered;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Whether a dataset version holds a version of a document: it lies in the range, no retraction in
/// the range of the register withdraws it, and the policies sealed with it permit it.
///
/// @param register records about this document, in log order
record Holding(Place place, List<RegisterEntry> register) {
  /// Where and what the version is.
  record Place(
      String documentId,
      String version,
      String url,
      String domain,
      String sourceType,
      int partition,
      long offset) {}

  boolean isIn(DatasetSealed dataset) {
    return contains(dataset.getAccepted(), place.partition(), place.offset())
        && withdrawnBy(dataset.getRetracted()).isEmpty()
        && permits(dataset);
  }

  /// Reasons in force now.
  Set<RetractionReason> withdrawn() {
    Set<RetractionReason> inForce = EnumSet.noneOf(RetractionReason.class);
    register.forEach(entry -> apply(entry, inForce));
    return inForce;
  }

  private Set<RetractionReason> withdrawnBy(List<PartitionRange> ranges) {
    Set<RetractionReason> inForce = EnumSet.noneOf(RetractionReason.class);
    register.stream()
        .filter(entry -> contains(ranges, entry.partition(), entry.offset()))
        .forEach(entry -> apply(entry, inForce));
    return inForce;
  }

  private void apply(RegisterEntry entry, Set<RetractionReason> inForce) {
    if (entry.version().equals(place.version())) {
      boolean ignored =
          entry.inForce() ? inForce.add(entry.reason()) : inForce.remove(entry.reason());
    }
  }

  private boolean permits(DatasetSealed dataset) {
    PolicyTable table = PolicyTable.EMPTY;
    for (PolicySet policy : dataset.getPolicies()) {
      table = table.with(policy);
    }
    for (TakedownOrdered takedown : dataset.getTakedowns()) {
      table = table.with(takedown);
    }
    return table
        .ruling(place.documentId(), place.url(), place.domain(), place.sourceType())
        .permits();
  }

  private static boolean contains(List<PartitionRange> ranges, int partition, long offset) {
    return ranges.stream()
        .anyMatch(range ->
            range.getPartition() == partition
                && range.getStart() <= offset
                && offset < range.getEnd());
  }
}
