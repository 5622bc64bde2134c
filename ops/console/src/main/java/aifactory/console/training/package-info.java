/// Training as people watch it: runs, their curves, the checkpoints that they left.
@NullMarked
package aifactory.console.training;

import org.jspecify.annotations.NullMarked;
