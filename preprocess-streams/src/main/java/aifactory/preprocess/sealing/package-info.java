/// The log as dataset versions: survivors, counts and a content hash, kept incrementally. Copies
/// nothing.
@NullMarked
package aifactory.preprocess.sealing;

import org.jspecify.annotations.NullMarked;
