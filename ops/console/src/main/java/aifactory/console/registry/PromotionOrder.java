package aifactory.console.registry;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A promotion or rollback by hand.
///
/// @param bundleId which bundle; `best` when absent
/// @param force overrules the rule; recorded as forced
/// @param reason why, kept with the decision for good
public record PromotionOrder(
    @Nullable @Pattern(regexp = "[0-9a-f]{8,64}", message = "must be a bundle id") String bundleId,
    boolean force,
    @NotBlank @Size(max = 2000) String reason) {}
