package aifactory.console.topic;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// Which dead letter is to be tried again.
///
/// @param topic the dead-letter topic
public record ReplayOrder(
    @NotNull @Pattern(regexp = "[a-z.]+\\.dead", message = "must be a dead-letter topic")
        String topic,
    @NotNull @Min(0) Integer partition,
    @NotNull @Min(0) Long offset) {}
