package aifactory.console.access;

/// The person behind an order, as events record it.
public final class Actor {
  /// Whoever holds the admin token.
  public static final String ADMIN = "admin";

  static final String PROPERTY = "aifactory.actor";

  private Actor() {}
}
