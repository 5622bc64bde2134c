/// Judging the raw log again by today's rules: only what changed goes through the flow once more.
@NullMarked
package aifactory.preprocess.rejudge;

import org.jspecify.annotations.NullMarked;
