/// The steps from raw bytes to a candidate for the corpus, in order; also explained one by one.
@NullMarked
package aifactory.preprocess.judge;

import org.jspecify.annotations.NullMarked;
