/// A service as a node of the factory: heartbeats, acknowledgements and log lines out, commands in.
@NullMarked
package aifactory.node;

import org.jspecify.annotations.NullMarked;
