/// Every error a client sees, as RFC 9457 problem details. Never a stack trace.
@NullMarked
package aifactory.console.problem;

import org.jspecify.annotations.NullMarked;
