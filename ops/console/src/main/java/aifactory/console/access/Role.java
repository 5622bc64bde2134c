package aifactory.console.access;

/// What somebody may do. A role may do what those before it may, but for `CLIENT`, which may only
/// ask the model.
public enum Role {
  /// Questions to the model.
  CLIENT,
  /// Reading everything but secrets.
  VIEWER,
  /// Running the factory: nodes, sources, evaluations, replays.
  OPERATOR,
  /// Everything: policies, takedowns, promotions, keys.
  ADMIN;

  /// Whether this role includes another.
  public boolean includes(Role other) {
    return ordinal() >= other.ordinal();
  }
}
