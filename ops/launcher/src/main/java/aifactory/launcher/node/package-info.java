/// Nodes beyond the services: the types of the 24-node configuration, each a process, and workers
/// that join a factory elsewhere.
@NullMarked
package aifactory.launcher.node;

import org.jspecify.annotations.NullMarked;
