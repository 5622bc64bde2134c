/// The running factory's REST interfaces, as the command line calls them.
@NullMarked
package aifactory.launcher.door;

import org.jspecify.annotations.NullMarked;
