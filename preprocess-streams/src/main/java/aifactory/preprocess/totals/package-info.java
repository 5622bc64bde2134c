/// Exact counts by dimension, as values that add up.
@NullMarked
package aifactory.preprocess.totals;

import org.jspecify.annotations.NullMarked;
