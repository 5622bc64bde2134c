/// What a run can be continued from, on disk. In: a training state. Out: a directory named by its
/// hash, pointer files that name such hashes. Never a pickle, never a half-written checkpoint.
@NullMarked
package aifactory.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
