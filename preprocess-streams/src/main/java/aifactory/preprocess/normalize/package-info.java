/// Text in, the same text in one spelling out. Every normalizer is idempotent.
@NullMarked
package aifactory.preprocess.normalize;

import org.jspecify.annotations.NullMarked;
