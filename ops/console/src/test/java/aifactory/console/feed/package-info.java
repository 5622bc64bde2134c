/// Tests of the read model's projections.
@NullMarked
package aifactory.console.feed;

import org.jspecify.annotations.NullMarked;
