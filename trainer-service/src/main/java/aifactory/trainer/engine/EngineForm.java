package aifactory.trainer.engine;

/// What a run's numbers depend on beside its recipe and journal: the same weights bit for bit come
/// of the same form only. Kept in every checkpoint.
///
/// @param threads of one native operation
/// @param device `cpu` or `cuda:N`
/// @param compiled whether TorchScript's optimiser runs
/// @param instructionSet label of the [InstructionSet]
public record EngineForm(int threads, String device, boolean compiled, String instructionSet) {}
