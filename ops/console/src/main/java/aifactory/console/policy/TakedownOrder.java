package aifactory.console.policy;

import aifactory.event.TakedownTarget;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A takedown as a person orders it.
///
/// @param targetKind URL, DOCUMENT or DOMAIN
/// @param inForce false lifts it; true when absent
public record TakedownOrder(
    @NotNull TakedownTarget targetKind,
    @NotBlank @Size(max = 4000) String target,
    @Nullable Boolean inForce,
    @Nullable @Size(max = 2000) String reason) {}
