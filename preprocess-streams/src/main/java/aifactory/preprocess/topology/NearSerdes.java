package aifactory.preprocess.topology;

import aifactory.preprocess.dedup.BandMember;
import aifactory.preprocess.dedup.VersionState;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

/// How the state of near-duplicates and what travels for them is written: ids as bytes, because
/// each version is in many buckets.
final class NearSerdes {
  private static final int IN_BAND = 0;
  private static final int IDENTITY = 1;
  private static final int COVERED = 2;

  private NearSerdes() {}

  static Serde<Sketched> sketched() {
    return new BinarySerde<>(NearSerdes::writeSketched, NearSerdes::readSketched);
  }

  private static void writeSketched(Sketched sketched, DataOutput out) throws IOException {
    switch (sketched) {
      case Sketched.InBand(int band, BandMember member) -> {
        out.writeByte(IN_BAND);
        out.writeByte(band);
        writeMember(member, out);
      }
      case Sketched.Identity(VersionState state) -> {
        out.writeByte(IDENTITY);
        FlowSerdes.writeVersion(state, out);
      }
      case Sketched.Covered(int band, String elder) -> {
        out.writeByte(COVERED);
        out.writeByte(band);
        out.writeUTF(elder);
      }
    }
  }

  private static Sketched readSketched(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case IN_BAND -> new Sketched.InBand(in.readByte(), readMember(in));
      case IDENTITY -> new Sketched.Identity(FlowSerdes.readVersion(in));
      default -> new Sketched.Covered(in.readByte(), in.readUTF());
    };
  }

  static Serde<BandMember> members() {
    return new BinarySerde<>(NearSerdes::writeMember, NearSerdes::readMember);
  }

  private static void writeMember(BandMember member, DataOutput out) throws IOException {
    out.writeUTF(member.version());
    out.writeUTF(member.documentId());
    out.writeLong(member.fetchedAtMillis());
    out.writeByte((member.eligible() ? 1 : 0) | (member.covered() ? 2 : 0));
  }

  private static BandMember readMember(DataInputStream in) throws IOException {
    String version = in.readUTF();
    String documentId = in.readUTF();
    long fetchedAt = in.readLong();
    int flags = in.readByte();
    return new BandMember(version, documentId, fetchedAt, (flags & 1) != 0, (flags & 2) != 0);
  }

  static Serde<NearState> states() {
    return new BinarySerde<>(
        (state, out) -> {
          out.writeLong(state.bands());
          out.writeUTF(state.elder());
          out.writeBoolean(state.told());
          out.writeBoolean(state.identity() != null);
          if (state.identity() != null) {
            FlowSerdes.writeVersion(state.identity(), out);
          }
        },
        in -> {
          long bands = in.readLong();
          String elder = in.readUTF();
          boolean told = in.readBoolean();
          VersionState identity = in.readBoolean() ? FlowSerdes.readVersion(in) : null;
          return new NearState(identity, bands, elder, told);
        });
  }

  static Serde<List<Long>> bands() {
    return new BinarySerde<>(
        (bands, out) -> {
          out.writeByte(bands.size());
          for (long band : bands) {
            out.writeLong(band);
          }
        },
        in -> {
          int size = in.readByte();
          List<Long> bands = new ArrayList<>(size);
          for (int i = 0; i < size; i++) {
            bands.add(in.readLong());
          }
          return bands;
        });
  }
}
