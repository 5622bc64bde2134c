/// The nodes of the factory as seen here, orders to them, and the console as a node itself.
@NullMarked
package aifactory.console.node;

import org.jspecify.annotations.NullMarked;
