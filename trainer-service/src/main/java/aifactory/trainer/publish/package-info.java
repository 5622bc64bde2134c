/// The edge outwards: facts about checkpoints, bundles, scores and jobs as events.
@NullMarked
package aifactory.trainer.publish;

import org.jspecify.annotations.NullMarked;
