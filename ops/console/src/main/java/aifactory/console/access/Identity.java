package aifactory.console.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody who proved who they are.
///
/// @param actor as events record them
/// @param until when what they proved it with expires; null = never
/// @param key the API key they proved it with; null = something else
record Identity(String actor, Role role, @Nullable Instant until, @Nullable Key key) {
  Identity(String actor, Role role) {
    this(actor, role, null, null);
  }

  /// An API key in use.
  ///
  /// @param perMinute requests that it may make; null = the usual number
  record Key(String id, @Nullable Integer perMinute) {}
}
