/// Reference pages that are made from several modules, and the tests that compare them.
@NullMarked
package aifactory.reference;

import org.jspecify.annotations.NullMarked;
