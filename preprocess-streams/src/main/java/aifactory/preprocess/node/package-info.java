/// The service as a process: settings, start, stop, health and counters.
@NullMarked
package aifactory.preprocess.node;

import org.jspecify.annotations.NullMarked;
