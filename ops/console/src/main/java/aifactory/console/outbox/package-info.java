/// Orders become events: a row written with the order, captured from the write-ahead log, published
/// to its topic. Nothing else in the console publishes business events.
@NullMarked
package aifactory.console.outbox;

import org.jspecify.annotations.NullMarked;
