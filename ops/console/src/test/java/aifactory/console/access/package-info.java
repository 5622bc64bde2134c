/// Tests of who is who and how guessing is slowed down.
@NullMarked
package aifactory.console.access;

import org.jspecify.annotations.NullMarked;
