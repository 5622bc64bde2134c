/// Bytes in, main text out: the only place of the factory where text is made.
@NullMarked
package aifactory.preprocess.extract;

import org.jspecify.annotations.NullMarked;
