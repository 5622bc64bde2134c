/// From scores to one token: samplers in a fixed order, then a draw. Knows no model and no network.
@NullMarked
package aifactory.inference.sample;

import org.jspecify.annotations.NullMarked;
