package aifactory.trainer.dataset;

import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The retraction register as it is read: a version may be withdrawn for several reasons and is
/// free again when none is left in force. Not thread-safe.
final class Withdrawals {
  /// Reasons in force by version, a bit for each.
  private final Map<String, Integer> inForce = new HashMap<>();

  void add(RetractionRegistered retraction) {
    add(retraction.getVersion(), retraction.getReason(), retraction.getInForce());
  }

  void add(String version, RetractionReason reason, boolean withdrawn) {
    int before = inForce.getOrDefault(version, 0);
    int bit = 1 << reason.ordinal();
    int after = withdrawn ? before | bit : before & ~bit;
    if (after == 0) {
      inForce.remove(version);
    } else {
      inForce.put(version, after);
    }
  }

  /// Versions with a reason in force.
  Set<String> versions() {
    return Set.copyOf(inForce.keySet());
  }
}
