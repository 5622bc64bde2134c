/// The edge inwards: the corpus read again as often as needed, orders, dataset versions, jobs and
/// aliases as they come. Decides nothing.
@NullMarked
package aifactory.trainer.intake;

import org.jspecify.annotations.NullMarked;
