package aifactory.trainer.dataset;

import aifactory.contract.policy.PolicyTable;
import aifactory.trainer.dataset.CachedDocument.Origin;
import java.util.Set;

/// What must not be drawn: policies, takedowns and withdrawn versions at one moment.
///
/// @param withdrawn versions with a retraction in force
public record RetractionMask(PolicyTable policies, Set<String> withdrawn) {
  /// Forbids nothing.
  public static final RetractionMask NONE = new RetractionMask(PolicyTable.EMPTY, Set.of());

  public RetractionMask {
    withdrawn = Set.copyOf(withdrawn);
  }

  /// Whether the text may be used.
  public boolean permits(Origin origin) {
    return !withdrawn.contains(origin.version())
        && policies
            .ruling(origin.documentId(), origin.url(), origin.domain(), origin.sourceType())
            .permits();
  }
}
