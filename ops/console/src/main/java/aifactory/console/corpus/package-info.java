/// What became corpus lately and what was rejected, with named reasons.
@NullMarked
package aifactory.console.corpus;

import org.jspecify.annotations.NullMarked;
