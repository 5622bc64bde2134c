/// What a run is: model size, rows, rate and seed, decided once at its start. A recipe is a value;
/// it trains nothing.
@NullMarked
package aifactory.trainer.recipe;

import org.jspecify.annotations.NullMarked;
