/// Dataset versions for people and other tools: listed, shown, and exported with a description.
@NullMarked
package aifactory.launcher.dataset;

import org.jspecify.annotations.NullMarked;
