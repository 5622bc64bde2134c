package aifactory.inference.bundle;

import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.inference.batch.BatchSettings;
import aifactory.inference.batch.ChunkGrid;
import aifactory.inference.session.SessionSettings;
import java.nio.file.Path;

/// Where bundles are and how they are run.
///
/// @param modelStore locations in events are relative to it
/// @param nativeCache where native libraries are unpacked
/// @param chunkTokens tokens of a prompt that are read between two steps; 0 = as many as fit the
///   model and the threads
public record BundleSettings(
    Path modelStore,
    Path nativeCache,
    SessionSettings session,
    BatchSettings batch,
    int chunkTokens) {
  ChunkGrid grid(GenerationConfiguration model, int window) {
    return chunkTokens > 0
        ? ChunkGrid.even(chunkTokens, window)
        : ChunkGrid.fitting(model, session.threads(), window);
  }
}
