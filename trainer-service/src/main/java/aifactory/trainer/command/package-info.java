/// The trainer's command line: import, export, generate, score, tokenizer, eval, train. In: words
/// of a person. Out: the answer alone on standard output, everything else on standard error.
@NullMarked
package aifactory.trainer.command;

import org.jspecify.annotations.NullMarked;
