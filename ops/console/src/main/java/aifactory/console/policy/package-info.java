/// Source policies and takedowns: the orders of people about what may be used.
@NullMarked
package aifactory.console.policy;

import org.jspecify.annotations.NullMarked;
