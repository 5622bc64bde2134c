package aifactory.trainer.loop;

import aifactory.trainer.dataset.CorpusLog;
import aifactory.trainer.dataset.DatasetBoard;
import aifactory.trainer.dataset.OrderLog;
import aifactory.trainer.engine.EngineSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What the loop works with and in.
///
/// @param modelStore `MODEL_STORE`
/// @param cache folder of caches
/// @param log the corpus
/// @param orders policies, takedowns, retractions as they come
/// @param datasets sealed versions as they come
/// @param engine threads and device
/// @param availableBytes memory that a run may take
/// @param nodeId who is training
public record Workshop(
    Path modelStore,
    Path cache,
    CorpusLog log,
    OrderLog orders,
    DatasetBoard datasets,
    EngineSettings engine,
    LongSupplier availableBytes,
    InstantSource clock,
    String nodeId) {}
