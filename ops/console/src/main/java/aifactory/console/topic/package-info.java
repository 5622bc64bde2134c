/// The topics themselves: sizes and dead letters.
@NullMarked
package aifactory.console.topic;

import org.jspecify.annotations.NullMarked;
