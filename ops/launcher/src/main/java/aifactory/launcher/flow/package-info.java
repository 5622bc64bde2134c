/// The flow as the launcher sees it: counters from heartbeats in, pause and resume commands out.
@NullMarked
package aifactory.launcher.flow;

import org.jspecify.annotations.NullMarked;
