/// What an operator may set. Read once at start; bad values stop it.
@NullMarked
package aifactory.console.setting;

import org.jspecify.annotations.NullMarked;
