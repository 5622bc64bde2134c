/// The trainer as a node of the factory: pause and resume between two steps, running totals, memory
/// of the machine.
@NullMarked
package aifactory.trainer.node;

import org.jspecify.annotations.NullMarked;
