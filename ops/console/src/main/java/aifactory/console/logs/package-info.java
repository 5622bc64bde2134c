/// What the nodes say: their newest log lines.
@NullMarked
package aifactory.console.logs;

import org.jspecify.annotations.NullMarked;
