/// What a person sees: one line per part, then a live line that does not scroll on a terminal.
@NullMarked
package aifactory.launcher.screen;

import org.jspecify.annotations.NullMarked;
