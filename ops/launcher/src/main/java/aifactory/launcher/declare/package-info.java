/// Sources that the command line and the launcher declare. In: an address or path. Out: events on
/// `crawl.sources`.
@NullMarked
package aifactory.launcher.declare;

import org.jspecify.annotations.NullMarked;
