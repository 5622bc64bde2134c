/// Tests of the outbox.
@NullMarked
package aifactory.console.outbox;

import org.jspecify.annotations.NullMarked;
