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
/// @param unchanged visits in a row that found nothing new; negative: that found something new, the
///   first visit not counted
/// @param contentHash first digits of the hash of the copy that was taken
record UrlState(
    Status status,
    long at,
    float priority,
    int handOuts,
    int visits,
    int unchanged,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String contentHash) {
  /// Enough to tell two versions of a page apart.
  private static final int HASH_DIGITS = 16;

  enum Status {
    QUEUED,
    IN_FLIGHT,
    ENDED
  }

  static final Serde<UrlState> SERDE = StateBytes.serde(UrlState::write, UrlState::read);

  static UrlState fresh(long due, float priority) {
    return new UrlState(Status.QUEUED, due, priority, 0, 0, 0, null, null, null);
  }

  UrlState queued(long due, float newPriority) {
    return with(Status.QUEUED, due, newPriority, handOuts);
  }

  UrlState inFlight(long deadline, int attempts) {
    return with(Status.IN_FLIGHT, deadline, priority, attempts);
  }

  UrlState ended() {
    return with(Status.ENDED, 0, priority, handOuts);
  }

  private UrlState with(Status next, long time, float newPriority, int attempts) {
    return new UrlState(
        next, time, newPriority, attempts, visits, unchanged, etag, lastModified, contentHash);
  }

  /// After a visit that took a document.
  UrlState taken(
      @Nullable String newEtag, @Nullable String newLastModified, @Nullable String hash) {
    int changed = visits == 0 ? 0 : Math.min(unchanged, 0) - 1;
    String digits = hash == null ? null : hash.substring(0, Math.min(HASH_DIGITS, hash.length()));
    return new UrlState(
        status, at, priority, handOuts, visits + 1, changed, newEtag, newLastModified, digits);
  }

  /// After a visit that found our copy current.
  UrlState foundUnchanged() {
    return new UrlState(
        status,
        at,
        priority,
        handOuts,
        visits + 1,
        Math.max(unchanged, 0) + 1,
        etag,
        lastModified,
        contentHash);
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
    StateBytes.writeOptional(out, state.contentHash);
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
        StateBytes.readOptional(in),
        in.available() > 0 ? StateBytes.readOptional(in) : null); // written since 0.1
  }
}
