package aifactory.console.access;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/// Who makes this call. Set once by [AccessFilter], before any resource runs.
@RequestScoped
public class Caller {
  /// Whoever holds the admin token.
  public static final String ADMIN = "admin";

  static final String NOBODY = "anonymous";

  private String name = NOBODY;
  private @Nullable Role role;

  void is(Identity identity) {
    name = identity.actor();
    role = identity.role();
  }

  /// As events and the audit log record them.
  public String name() {
    return name;
  }

  /// What they may do; null when they did not say who they are.
  public @Nullable Role role() {
    return role;
  }
}
