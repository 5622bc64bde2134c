package aifactory.console.gate;

import aifactory.event.ModelDecided;

/// What people read of a decision.
public final class Decided {
  private Decided() {}

  /// The decision's name, and `CLEARED` where it is that a taint was lifted.
  public static String name(ModelDecided decided) {
    return decided.getInForce() ? decided.getDecision().name() : "CLEARED";
  }
}
