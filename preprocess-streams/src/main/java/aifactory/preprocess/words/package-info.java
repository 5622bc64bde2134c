/// Text in, its words out: places, lengths and hashes, split the way each language is split.
@NullMarked
package aifactory.preprocess.words;

import org.jspecify.annotations.NullMarked;
