package aifactory.console.lineage;

import aifactory.event.RetractionReason;
import java.time.Instant;

/// A record of `corpus.retracted` about one version, with its place there.
///
/// @param inForce withdrawn; false = allowed again
/// @param cause event id, pattern or elder document that caused it
record RegisterEntry(
    int partition,
    long offset,
    String version,
    RetractionReason reason,
    boolean inForce,
    String cause,
    Instant registeredAt) {}
