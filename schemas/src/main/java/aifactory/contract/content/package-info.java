/// How bytes become characters: the one charset decision, used by crawler and preprocess. And what
/// of them a dataset version offers.
@NullMarked
package aifactory.contract.content;

import org.jspecify.annotations.NullMarked;
