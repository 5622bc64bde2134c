package aifactory.console.evaluation;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// Asking for an evaluation.
///
/// @param bundleId which bundle; the newest when absent
public record EvaluationOrder(
    @Nullable @Pattern(regexp = "[0-9a-f]{8,64}", message = "must be a bundle id")
        String bundleId) {}
