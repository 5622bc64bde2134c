package aifactory.console.registry;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A promotion by hand.
///
/// @param bundleId which bundle; `best` when absent
/// @param force overrules the rule; recorded as forced
/// @param reason why, kept with the decision for good; must be there when the rule is overruled
public record PromotionOrder(
    @Nullable @Pattern(regexp = "[0-9a-f]{8,64}", message = "must be a bundle id") String bundleId,
    boolean force,
    @Nullable @Size(max = 2000) @Pattern(regexp = "(?s).*\\S.*", message = "must say something")
        String reason) {
  /// What an empty request orders.
  static final PromotionOrder OF_THE_BEST = new PromotionOrder(null, false, null);
}
