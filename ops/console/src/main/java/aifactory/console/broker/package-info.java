/// The way to Kafka: settings, and waiting until it is there.
@NullMarked
package aifactory.console.broker;

import org.jspecify.annotations.NullMarked;
