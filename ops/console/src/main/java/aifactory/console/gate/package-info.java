/// The gate: reads bundles and evaluations, decides each pair once, moves aliases.
@NullMarked
package aifactory.console.gate;

import org.jspecify.annotations.NullMarked;
