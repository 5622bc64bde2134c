/// Text in, verdicts with measure and threshold out: filters that reject, a score that weighs.
@NullMarked
package aifactory.preprocess.quality;

import org.jspecify.annotations.NullMarked;
