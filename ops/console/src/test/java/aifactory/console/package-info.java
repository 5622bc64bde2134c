/// Tests of the console.
@NullMarked
package aifactory.console;

import org.jspecify.annotations.NullMarked;
