/// The map of the workshop: restore, step, report, validate, save, export, evaluate, again. In:
/// dataset versions, orders, jobs. Out: checkpoints, bundles, scores and what is announced of them.
/// Knows no broker: its edges are interfaces.
@NullMarked
package aifactory.trainer.loop;

import org.jspecify.annotations.NullMarked;
