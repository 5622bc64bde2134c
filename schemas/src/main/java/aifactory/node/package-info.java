/// A service as a node of the factory: heartbeats out, commands in, acknowledgements out.
@NullMarked
package aifactory.node;

import org.jspecify.annotations.NullMarked;
