/// Tests of declaring sources.
@NullMarked
package aifactory.console.source;

import org.jspecify.annotations.NullMarked;
