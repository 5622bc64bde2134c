/// Tests of the settings.
@NullMarked
package aifactory.console.setting;

import org.jspecify.annotations.NullMarked;
