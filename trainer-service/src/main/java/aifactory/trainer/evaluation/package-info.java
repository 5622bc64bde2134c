/// The sealed evaluation set and the score on it. In: held-out documents, a scorer of token rows.
/// Out: bits per byte, score and perplexity of exactly one model on exactly one set. Promotes
/// nothing.
@NullMarked
package aifactory.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
