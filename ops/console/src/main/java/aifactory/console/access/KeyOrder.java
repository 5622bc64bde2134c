package aifactory.console.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A key as a person asks for it.
///
/// @param name whom it is for; the actor that events will record
/// @param requestsPerMinute how many it may make; null = the usual number (`REQUESTS_PER_MINUTE`),
///   as it is when they are made
/// @param expiresAt when it ends; null = never
public record KeyOrder(
    @NotNull
        @Pattern(
            regexp = "[a-z0-9][a-z0-9._-]{0,63}",
            message = "must be lower case letters, digits, dots and dashes")
        String name,
    @NotNull Role role,
    @Nullable @Min(1) @Max(1_000_000) Integer requestsPerMinute,
    @Nullable Instant expiresAt) {}
