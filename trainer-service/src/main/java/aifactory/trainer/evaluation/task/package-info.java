/// Tasks beside the score: questions in the shapes of lm-evaluation-harness, asked of any model
/// that says what it expects next.
@NullMarked
package aifactory.trainer.evaluation.task;

import org.jspecify.annotations.NullMarked;
