/// Tests of the gate's parts that need no framework.
@NullMarked
package aifactory.console.gate;

import org.jspecify.annotations.NullMarked;
