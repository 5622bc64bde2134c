/// Tests of the live picture and its page.
@NullMarked
package aifactory.console.dashboard;

import org.jspecify.annotations.NullMarked;
