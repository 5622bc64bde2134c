/// Documents: finding them, reading their text where it lies in the log, and the bytes it was made
/// of.
@NullMarked
package aifactory.console.document;

import org.jspecify.annotations.NullMarked;
