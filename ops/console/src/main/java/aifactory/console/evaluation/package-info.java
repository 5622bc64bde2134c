/// Evaluations: their results, and asking for one.
@NullMarked
package aifactory.console.evaluation;

import org.jspecify.annotations.NullMarked;
