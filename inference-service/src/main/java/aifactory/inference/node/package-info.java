/// The service as a node: counters, Ignite and Shutdown.
@NullMarked
package aifactory.inference.node;

import org.jspecify.annotations.NullMarked;
