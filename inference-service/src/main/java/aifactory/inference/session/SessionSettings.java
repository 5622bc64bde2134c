package aifactory.inference.session;

/// How much of the machine a model may take.
///
/// @param threads cores that one step uses
/// @param stepsAtOnce steps that run at the same time; the others wait their turn
public record SessionSettings(int threads, int stepsAtOnce) {}
