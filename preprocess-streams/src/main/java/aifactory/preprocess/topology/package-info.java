/// The map of the room: judging as Kafka Streams steps, with the state that exactly-once needs.
@NullMarked
package aifactory.preprocess.topology;

import org.jspecify.annotations.NullMarked;
