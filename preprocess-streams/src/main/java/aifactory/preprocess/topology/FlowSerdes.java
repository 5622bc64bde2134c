package aifactory.preprocess.topology;

import static aifactory.preprocess.topology.BinarySerde.readNullable;
import static aifactory.preprocess.topology.BinarySerde.writeNullable;

import aifactory.contract.topic.Topic;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.preprocess.dedup.VersionState;
import aifactory.preprocess.totals.Count;
import aifactory.preprocess.totals.Tally;
import aifactory.wire.EventSerde;
import aifactory.wire.SchemaRegistry;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/// How everything in the topology is written. Events in the contract's wire format, also on the
/// internal topics, so that records in flight survive an upgrade; state compactly.
final class FlowSerdes {
  private static final int CLAIM = 0;
  private static final int STANDING = 1;

  private final SchemaRegistry registry;
  private final EventSerde<DocumentAccepted> accepted;
  private final EventSerde<RetractionRegistered> retracted;

  FlowSerdes(SchemaRegistry registry) {
    this.registry = registry;
    this.accepted = EventSerde.of(Topics.CORPUS_ACCEPTED, registry);
    this.retracted = EventSerde.of(Topics.CORPUS_RETRACTED, registry);
  }

  <E extends SpecificRecord> EventSerde<E> of(Topic<E> topic) {
    return EventSerde.of(topic, registry);
  }

  /// Claims and standings, the two kinds that travel to the holder of a text.
  Serde<Filing> filings() {
    return new BinarySerde<>(this::writeFiling, this::readFiling);
  }

  private void writeFiling(Filing filing, DataOutput out) throws IOException {
    switch (filing) {
      case Filing.Claim(DocumentAccepted candidate) -> {
        out.writeByte(CLAIM);
        writeBytes(accepted.writing().serialize(Topics.CORPUS_ACCEPTED.name(), candidate), out);
      }
      case Filing.Standing(RetractionRegistered standing) -> {
        out.writeByte(STANDING);
        writeBytes(retracted.writing().serialize(Topics.CORPUS_RETRACTED.name(), standing), out);
      }
      default -> throw new IllegalStateException("only claims and standings travel, not " + filing);
    }
  }

  private Filing readFiling(DataInput in) throws IOException {
    int kind = in.readByte();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return kind == CLAIM
        ? new Filing.Claim(
            present(accepted.reading().deserialize(Topics.CORPUS_ACCEPTED.name(), bytes)))
        : new Filing.Standing(
            present(retracted.reading().deserialize(Topics.CORPUS_RETRACTED.name(), bytes)));
  }

  static Serde<DocumentState> documents() {
    return new BinarySerde<>(
        (state, out) -> {
          out.writeUTF(state.version());
          out.writeUTF(state.fingerprint());
          out.writeByte(state.standing().ordinal());
          out.writeLong(state.fetchedAtMillis());
        },
        in ->
            new DocumentState(
                in.readUTF(),
                in.readUTF(),
                DocumentState.Standing.values()[in.readByte()],
                in.readLong()));
  }

  static Serde<VersionState> versions() {
    return new BinarySerde<>(FlowSerdes::writeVersion, FlowSerdes::readVersion);
  }

  static void writeVersion(VersionState state, DataOutput out) throws IOException {
    out.writeUTF(state.documentId());
    out.writeUTF(state.version());
    out.writeUTF(state.url());
    out.writeUTF(state.domain());
    out.writeUTF(state.sourceType());
    out.writeUTF(state.split());
    out.writeBoolean(state.changed());
    out.writeBoolean(state.consentRefused());
    writeNullable(state.forbidden() == null ? null : state.forbidden().name(), out);
    out.writeLong(state.fetchedAtMillis());
    out.writeLong(state.acceptedAtMillis());
  }

  /// State that an older release wrote ends before the times.
  static VersionState readVersion(DataInputStream in) throws IOException {
    return new VersionState(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readBoolean(),
        in.readBoolean(),
        reason(readNullable(in)),
        in.available() > 0 ? in.readLong() : 0,
        in.available() > 0 ? in.readLong() : 0);
  }

  private static @Nullable RetractionReason reason(@Nullable String name) {
    return name == null ? null : RetractionReason.valueOf(name);
  }

  /// Keys of the versions that hold a text.
  static Serde<List<String>> holders() {
    return new BinarySerde<>(
        (keys, out) -> {
          out.writeInt(keys.size());
          for (String key : keys) {
            out.writeUTF(key);
          }
        },
        in -> {
          int size = in.readInt();
          List<String> keys = new ArrayList<>(size);
          for (int i = 0; i < size; i++) {
            keys.add(in.readUTF());
          }
          return keys;
        });
  }

  static Serde<Count> counts() {
    return new BinarySerde<>(
        (count, out) -> {
          out.writeLong(count.accepted());
          out.writeLong(count.rejected());
          out.writeLong(count.characters());
          out.writeLong(count.utf8Bytes());
        },
        in -> new Count(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
  }

  static Serde<Tally> tallies() {
    return new BinarySerde<>(
        (tally, out) -> {
          out.writeUTF(tally.sourceId());
          out.writeUTF(tally.sourceType());
          out.writeUTF(tally.domain());
          writeNullable(tally.language(), out);
          writeNullable(tally.reason(), out);
          out.writeBoolean(tally.counted());
          out.writeLong(tally.characters());
          out.writeLong(tally.utf8Bytes());
        },
        in ->
            new Tally(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                readNullable(in),
                readNullable(in),
                in.readBoolean(),
                in.readLong(),
                in.readLong()));
  }

  private static void writeBytes(byte @Nullable [] bytes, DataOutput out) throws IOException {
    byte[] written = present(bytes);
    out.writeInt(written.length);
    out.write(written);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the wire gave nothing for an event");
    }
    return value;
  }
}
