/// The control plane: events in, a read model and a dashboard out; orders in, events out. The only
/// code that touches Postgres. Never trains, crawls or generates.
@NullMarked
package aifactory.console;

import org.jspecify.annotations.NullMarked;
