package aifactory.trainer.engine;

/// What an update did.
///
/// @param step updates done, this one included
/// @param loss mean over the batch before the update, nats per token
/// @param gradientNorm global L2 norm before clipping
public record StepResult(long step, double loss, double gradientNorm) {}
