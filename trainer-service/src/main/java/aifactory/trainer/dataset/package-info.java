/// From the log to batches: the token cache, the draw, the masks and the journal. In: accepted
/// documents, dataset versions, orders. Out: rows of token ids that are a pure function of the
/// journal. Knows neither Kafka nor the engine.
@NullMarked
package aifactory.trainer.dataset;

import org.jspecify.annotations.NullMarked;
