/// What the environment asks of the launcher: home, ports, limits. Knows no part.
@NullMarked
package aifactory.launcher.settings;

import org.jspecify.annotations.NullMarked;
