package aifactory.crawler.frontier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/// What is kept of every URL ever seen, under the first 16 bytes of its SHA-256. Where it waits and
/// in which attempt it is follow from `at` and `priority`, so the text is stored only there.
///
/// @param at QUEUED: due time; IN_FLIGHT: deadline of the attempt; ENDED: 0 (milliseconds)
/// @param handOuts attempts so far, which makes attempt ids unique
/// @param visits times it was taken or found unchanged
/// @param unchanged visits in a row that found nothing new
record UrlState(
    Status status,
    long at,
    float priority,
    int handOuts,
    int visits,
    int unchanged,
    @Nullable String etag,
    @Nullable String lastModified) {

  enum Status {
    QUEUED,
    IN_FLIGHT,
    ENDED
  }

  static final Serde<UrlState> SERDE = StateBytes.serde(UrlState::write, UrlState::read);

  static UrlState fresh(long due, float priority) {
    return new UrlState(Status.QUEUED, due, priority, 0, 0, 0, null, null);
  }

  UrlState queued(long due, float newPriority) {
    return new UrlState(
        Status.QUEUED, due, newPriority, handOuts, visits, unchanged, etag, lastModified);
  }

  UrlState inFlight(long deadline, int attempts) {
    return new UrlState(
        Status.IN_FLIGHT, deadline, priority, attempts, visits, unchanged, etag, lastModified);
  }

  UrlState ended() {
    return new UrlState(Status.ENDED, 0, priority, handOuts, visits, unchanged, etag, lastModified);
  }

  /// After a visit that took a document.
  UrlState taken(@Nullable String newEtag, @Nullable String newLastModified) {
    return new UrlState(status, at, priority, handOuts, visits + 1, 0, newEtag, newLastModified);
  }

  /// After a visit that found our copy current.
  UrlState foundUnchanged() {
    return new UrlState(
        status, at, priority, handOuts, visits + 1, unchanged + 1, etag, lastModified);
  }

  private static void write(UrlState state, DataOutputStream out) throws IOException {
    out.writeByte(state.status.ordinal());
    out.writeLong(state.at);
    out.writeFloat(state.priority);
    out.writeInt(state.handOuts);
    out.writeInt(state.visits);
    out.writeInt(state.unchanged);
    StateBytes.writeOptional(out, state.etag);
    StateBytes.writeOptional(out, state.lastModified);
  }

  private static UrlState read(DataInputStream in) throws IOException {
    return new UrlState(
        Status.values()[in.readUnsignedByte()],
        in.readLong(),
        in.readFloat(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        StateBytes.readOptional(in),
        StateBytes.readOptional(in));
  }
}
