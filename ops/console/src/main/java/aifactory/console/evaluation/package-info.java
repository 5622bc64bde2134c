/// Evaluations: their results and items, asking for one, and what people asked from the command
/// line.
@NullMarked
package aifactory.console.evaluation;

import org.jspecify.annotations.NullMarked;
