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
/// @param contentHash first digits of the hash of the copy that was taken
/// @param history what the visits tell of its changes
record UrlState(
    Status status,
    long at,
    float priority,
    int handOuts,
    int visits,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable String contentHash,
    ChangeHistory history) {
  /// Enough to tell two versions of a page apart.
  private static final int HASH_DIGITS = 16;

  enum Status {
    QUEUED,
    IN_FLIGHT,
    ENDED
  }

  static final Serde<UrlState> SERDE = StateBytes.serde(UrlState::write, UrlState::read);

  static UrlState fresh(long due, float priority) {
    return new UrlState(Status.QUEUED, due, priority, 0, 0, null, null, null, ChangeHistory.NONE);
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
        next, time, newPriority, attempts, visits, etag, lastModified, contentHash, history);
  }

  /// After a visit that took a document.
  UrlState taken(
      long now, @Nullable String newEtag, @Nullable String newLastModified, @Nullable String hash) {
    String digits = hash == null ? null : hash.substring(0, Math.min(HASH_DIGITS, hash.length()));
    return visited(newEtag, newLastModified, digits, history.visited(now, true));
  }

  /// After a visit that found our copy current.
  UrlState foundUnchanged(long now) {
    return visited(etag, lastModified, contentHash, history.visited(now, false));
  }

  private UrlState visited(
      @Nullable String newEtag,
      @Nullable String newLastModified,
      @Nullable String digits,
      ChangeHistory next) {
    return new UrlState(
        status, at, priority, handOuts, visits + 1, newEtag, newLastModified, digits, next);
  }

  private static void write(UrlState state, DataOutputStream out) throws IOException {
    out.writeByte(state.status.ordinal());
    out.writeLong(state.at);
    out.writeFloat(state.priority);
    out.writeInt(state.handOuts);
    out.writeInt(state.visits);
    out.writeInt(0); // was a count of visits without news, which the history tells now
    StateBytes.writeOptional(out, state.etag);
    StateBytes.writeOptional(out, state.lastModified);
    StateBytes.writeOptional(out, state.contentHash);
    if (state.visits > 0) {
      state.history.write(out);
    }
  }

  private static UrlState read(DataInputStream in) throws IOException {
    Status status = Status.values()[in.readUnsignedByte()];
    long at = in.readLong();
    float priority = in.readFloat();
    int handOuts = in.readInt();
    int visits = in.readInt();
    in.readInt();
    return new UrlState(
        status,
        at,
        priority,
        handOuts,
        visits,
        StateBytes.readOptional(in),
        StateBytes.readOptional(in),
        in.available() > 0 ? StateBytes.readOptional(in) : null, // written since 0.1
        in.available() > 0 ? ChangeHistory.read(in) : ChangeHistory.NONE);
  }
}
