/// Edge to files that a server can run. In: a checkpoint and a tokenizer. Out: a bundle directory
/// named by its content, checked against the trainer's own numbers through ONNX Runtime. Never
/// decides whether the model is good enough.
@NullMarked
package aifactory.trainer.export;

import org.jspecify.annotations.NullMarked;
