package aifactory.trainer.export;

/// A published bundle.
///
/// @param bundleId its identity
/// @param location directory, relative to the model store
/// @param parity how close it is to the trainer
/// @param manifest `artifact_manifest.json`, canonical
public record ExportedBundle(
    String bundleId, String location, ExportParity parity, String manifest) {}
