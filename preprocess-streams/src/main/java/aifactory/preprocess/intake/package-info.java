/// What the room follows beside its flow: policies and takedowns, as one table in force.
@NullMarked
package aifactory.preprocess.intake;

import org.jspecify.annotations.NullMarked;
