package aifactory.console.registry;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A return to an earlier production.
///
/// @param bundleId which; the one before this one when absent
/// @param reason why, kept with the decision for good
public record RollbackOrder(
    @Nullable @Pattern(regexp = "[0-9a-f]{8,64}", message = "must be a bundle id") String bundleId,
    @NotBlank @Size(max = 2000) String reason) {}
