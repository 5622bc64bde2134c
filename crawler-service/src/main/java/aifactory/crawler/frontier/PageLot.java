package aifactory.crawler.frontier;

import aifactory.event.LotAsked;
import aifactory.event.LotGranted;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What one partition may still hand out of the running cycle. One thread.
final class PageLot {
  /// A question that nobody answered, because the cycle is over, is put again after this time.
  private static final long ASK_AGAIN_MILLIS = 500;

  private static final Bytes KEY = Keys.of("lot");

  static final Serde<Left> SERDE =
      StateBytes.serde(
          (lot, out) -> {
            out.writeLong(lot.cycle());
            out.writeInt(lot.pages());
          },
          in -> new Left(in.readLong(), in.readInt()));

  private final KeyValueStore<Bytes, Left> store;
  private final int partition;
  private final boolean bounded;
  private Left left;
  private long askedAt;

  /// @param cycle 0 = none yet
  record Left(long cycle, int pages) {}

  PageLot(KeyValueStore<Bytes, Left> store, int partition, boolean bounded) {
    this.store = store;
    this.partition = partition;
    this.bounded = bounded;
    Left stored = store.get(KEY);
    this.left = stored == null ? new Left(0, 0) : stored;
  }

  /// How many may be handed out, `wanted` at most.
  int upTo(int wanted) {
    return bounded ? Math.min(wanted, left.pages()) : wanted;
  }

  @Nullable Long cycle() {
    return bounded ? left.cycle() : null;
  }

  void take() {
    if (bounded) {
      put(new Left(left.cycle(), left.pages() - 1));
    }
  }

  /// What is to be asked where something is due and nothing is left.
  Optional<LotAsked> question(long now) {
    if (!bounded || left.pages() > 0 || now - askedAt < ASK_AGAIN_MILLIS) {
      return Optional.empty();
    }
    askedAt = now;
    return Optional.of(
        LotAsked.newBuilder()
            .setPartition(partition)
            .setCycle(left.cycle())
            .setAskedAt(Instant.ofEpochMilli(now))
            .build());
  }

  void granted(LotGranted grant) {
    if (grant.getCycle() < left.cycle()) {
      return; // that one is over
    }
    int kept = grant.getCycle() == left.cycle() ? left.pages() : 0;
    put(new Left(grant.getCycle(), kept + grant.getPages()));
    askedAt = 0;
  }

  private void put(Left now) {
    left = now;
    store.put(KEY, now);
  }
}
