/// The edge to Kafka and the schema registry: serdes, topic creation, dead letters, tailing
/// readers. Knows the contract, never a service.
@NullMarked
package aifactory.wire;

import org.jspecify.annotations.NullMarked;
