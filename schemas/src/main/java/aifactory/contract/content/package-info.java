/// How bytes become characters: the one charset decision, used by crawler and preprocess.
@NullMarked
package aifactory.contract.content;

import org.jspecify.annotations.NullMarked;
