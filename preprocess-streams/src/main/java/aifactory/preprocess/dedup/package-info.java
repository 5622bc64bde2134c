/// Who holds a text: exact duplicates, versions that were published, and what withdraws them.
@NullMarked
package aifactory.preprocess.dedup;

import org.jspecify.annotations.NullMarked;
