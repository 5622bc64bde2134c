package aifactory.console.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// A join token as it is asked for.
///
/// @param uses how many workers may join with it; 1 unless told
/// @param minutes how long it is good for; 60 unless told
public record JoinOrder(
    @Nullable @Min(1) @Max(100) Integer uses, @Nullable @Min(1) @Max(10_080) Integer minutes) {
  private static final int USUAL_MINUTES = 60;

  int wantedUses() {
    return uses == null ? 1 : uses;
  }

  int wantedMinutes() {
    return minutes == null ? USUAL_MINUTES : minutes;
  }
}
