/// How far and in which direction a step goes, as values: AdamW's constants and the learning rate
/// of a step. In: a step number. Out: a number. Never touches weights.
@NullMarked
package aifactory.trainer.optim;

import org.jspecify.annotations.NullMarked;
