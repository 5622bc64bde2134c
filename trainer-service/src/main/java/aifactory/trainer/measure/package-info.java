/// Our side of the training benchmarks: the engine by itself, on rows and weights its peer gets
/// too.
@NullMarked
package aifactory.trainer.measure;

import org.jspecify.annotations.NullMarked;
