/// The broker: one JVM, KRaft, loopback only. In: ports and a directory. Out: a Kafka broker.
@NullMarked
package aifactory.launcher.kafka;

import org.jspecify.annotations.NullMarked;
