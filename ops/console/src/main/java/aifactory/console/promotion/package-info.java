/// The rule that lets a model into production, as a pure function. Knows no framework.
@NullMarked
package aifactory.console.promotion;

import org.jspecify.annotations.NullMarked;
