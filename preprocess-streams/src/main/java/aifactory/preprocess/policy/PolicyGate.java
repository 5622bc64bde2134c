package aifactory.preprocess.policy;

import aifactory.contract.policy.PolicyTable;
import aifactory.preprocess.document.Origin;
import java.util.function.Supplier;

/// Asks the policy table that is in force now. Thread-safe: the table is an immutable value behind
/// an atomic reference.
public final class PolicyGate {
  private final Supplier<PolicyTable> inForce;

  public PolicyGate(Supplier<PolicyTable> inForce) {
    this.inForce = inForce;
  }

  public PolicyTable table() {
    return inForce.get();
  }

  public PolicyTable.Ruling ruling(Origin origin) {
    return table().ruling(origin.documentId(), origin.url(), origin.domain(), origin.sourceType());
  }
}
