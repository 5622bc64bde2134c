package aifactory.console.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody who proved who they are.
///
/// @param actor as events record them
/// @param until when what they proved it with expires; null = never
record Identity(String actor, Role role, @Nullable Instant until) {
  Identity(String actor, Role role) {
    this(actor, role, null);
  }
}
