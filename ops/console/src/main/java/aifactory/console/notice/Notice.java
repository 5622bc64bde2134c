package aifactory.console.notice;

import java.time.Instant;

/// Something people may want to know at once.
///
/// @param kind start, failure or promotion
/// @param text one line for people
record Notice(String kind, String text, Instant at) {}
