/// Edge to files that others can run. In: a checkpoint or a portable model. Out: a bundle directory
/// named by its content, a GGUF file, a Hugging Face directory, each checked against the trainer's
/// own numbers. Never decides whether the model is good enough.
@NullMarked
package aifactory.trainer.export;

import org.jspecify.annotations.NullMarked;
