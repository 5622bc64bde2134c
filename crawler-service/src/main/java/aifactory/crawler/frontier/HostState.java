package aifactory.crawler.frontier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/// What the frontier remembers of a host. Mutable, used by one stream thread between reading and
/// writing back.
final class HostState {
  /// No entry in the agenda.
  static final long ASLEEP = -1;

  static final Serde<HostState> SERDE = StateBytes.serde(HostState::write, HostState::read);

  /// Attempts that have not reported back.
  int inFlight;

  /// URLs waiting.
  long queued;

  /// No hand-out before this time (milliseconds).
  long nextAllowedAt;

  /// Interval that the host asked for, 0 = none.
  long askedDelayMillis;

  /// Transient failures since the last success.
  int failuresInRow;

  /// Where its entry in the agenda is, [#ASLEEP] = none.
  long wakeAt = ASLEEP;

  /// Address connected to last.
  @Nullable String address;

  /// Nothing waits before this place in the queue: scans start here, never at deleted entries.
  byte[] queueFrom = new byte[0];

  private static void write(HostState host, DataOutputStream out) throws IOException {
    out.writeInt(host.inFlight);
    out.writeLong(host.queued);
    out.writeLong(host.nextAllowedAt);
    out.writeLong(host.askedDelayMillis);
    out.writeInt(host.failuresInRow);
    out.writeLong(host.wakeAt);
    StateBytes.writeOptional(out, host.address);
    out.writeByte(host.queueFrom.length);
    out.write(host.queueFrom);
  }

  private static HostState read(DataInputStream in) throws IOException {
    HostState host = new HostState();
    host.inFlight = in.readInt();
    host.queued = in.readLong();
    host.nextAllowedAt = in.readLong();
    host.askedDelayMillis = in.readLong();
    host.failuresInRow = in.readInt();
    host.wakeAt = in.readLong();
    host.address = StateBytes.readOptional(in);
    host.queueFrom = in.readNBytes(in.readUnsignedByte());
    return host;
  }
}
