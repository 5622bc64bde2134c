/// The mathematics: what a decoder is made of, as values. In: dimensions and a seed. Out: named
/// tensors and the program of [aifactory.trainer.model.program]. Never touches native memory.
///
/// Letters of shapes, everywhere in the trainer: B rows of a batch, T tokens of a row, S positions
/// of the context window, D model width, H query heads, K key/value heads, E head width (D = H·E),
/// F feed-forward width, V vocabulary.
@NullMarked
package aifactory.trainer.model;

import org.jspecify.annotations.NullMarked;
