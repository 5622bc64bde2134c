/// The decoder as a TorchScript program that Java writes. In: dimensions. Out: the bytes of an
/// archive. Never runs it; that is the engine's part.
@NullMarked
package aifactory.trainer.model.program;

import org.jspecify.annotations.NullMarked;
