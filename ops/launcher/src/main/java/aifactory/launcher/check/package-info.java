/// What can be wrong with a machine: taken ports, a full disk, missing natives. In: settings. Out:
/// findings that say what to do.
@NullMarked
package aifactory.launcher.check;

import org.jspecify.annotations.NullMarked;
