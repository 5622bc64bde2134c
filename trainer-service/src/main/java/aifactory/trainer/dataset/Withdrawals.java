package aifactory.trainer.dataset;

import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The retraction register as it is read: a version may be withdrawn for several reasons and is
/// free again when none is left in force. Not thread-safe.
final class Withdrawals {
  private final Map<String, Set<RetractionReason>> inForce = new HashMap<>();

  void add(RetractionRegistered retraction) {
    Set<RetractionReason> reasons =
        inForce.computeIfAbsent(retraction.getVersion(), _ -> new HashSet<>());
    if (retraction.getInForce()) {
      reasons.add(retraction.getReason());
    } else {
      reasons.remove(retraction.getReason());
    }
    if (reasons.isEmpty()) {
      inForce.remove(retraction.getVersion());
    }
  }

  /// Versions with a reason in force.
  Set<String> versions() {
    return Set.copyOf(inForce.keySet());
  }
}
