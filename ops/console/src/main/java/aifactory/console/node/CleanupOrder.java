package aifactory.console.node;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// Which silent nodes are cleared away.
///
/// @param olderThanSec how long they have not been heard; 600 unless told
/// @param role worker, master or all (the default)
public record CleanupOrder(
    @Nullable @Min(60) @Max(86_400) Integer olderThanSec,
    @Nullable @Pattern(regexp = "worker|master|all") String role) {
  private static final int USUAL_SECONDS = 600;

  int seconds() {
    return olderThanSec == null ? USUAL_SECONDS : olderThanSec;
  }

  String wantedRole() {
    return role == null ? "all" : role;
  }
}
