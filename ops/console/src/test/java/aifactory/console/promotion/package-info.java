/// Tests of the promotion rule.
@NullMarked
package aifactory.console.promotion;

import org.jspecify.annotations.NullMarked;
