package aifactory.wire;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/// An event with its place in the log.
///
/// @param key the record's key; empty when it has none
public record Received<E extends SpecificRecord>(
    String topic, int partition, long offset, String key, E event, Instant timestamp) {}
