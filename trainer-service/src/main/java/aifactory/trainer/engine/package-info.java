/// Edge to DJL's PyTorch and its native memory. In: rows of token ids and a learning rate. Out:
/// losses, logits and, on request, copies of all weights. Never chooses what is learned or when.
@NullMarked
package aifactory.trainer.engine;

import org.jspecify.annotations.NullMarked;
