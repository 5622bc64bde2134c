package aifactory.crawler.frontier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// The counts of one partition, written through to their store.
final class FrontierTotals {
  static final Serde<Map<FrontierCount, Long>> SERDE =
      StateBytes.serde(FrontierTotals::write, FrontierTotals::read);

  private final KeyValueStore<Bytes, Map<FrontierCount, Long>> store;
  private final Bytes key;
  private final Map<FrontierCount, Long> counts = new EnumMap<>(FrontierCount.class);

  FrontierTotals(KeyValueStore<Bytes, Map<FrontierCount, Long>> store, int partition) {
    this.store = store;
    this.key = Keys.of("partition-" + partition);
    @Nullable Map<FrontierCount, Long> stored = store.get(key);
    if (stored != null) {
      counts.putAll(stored);
    }
  }

  long of(FrontierCount count) {
    return counts.getOrDefault(count, 0L);
  }

  void add(FrontierCount count, long change) {
    counts.merge(count, change, Long::sum);
  }

  /// Called once after each record and each round of the clock.
  void save() {
    store.put(key, Collections.unmodifiableMap(new EnumMap<>(counts)));
  }

  private static void write(Map<FrontierCount, Long> counts, DataOutputStream out)
      throws IOException {
    FrontierCount[] all = FrontierCount.values();
    out.writeByte(all.length);
    for (FrontierCount count : all) {
      out.writeLong(counts.getOrDefault(count, 0L));
    }
  }

  private static Map<FrontierCount, Long> read(DataInputStream in) throws IOException {
    Map<FrontierCount, Long> counts = new EnumMap<>(FrontierCount.class);
    int stored = in.readUnsignedByte();
    for (int i = 0; i < stored; i++) {
      counts.put(FrontierCount.values()[i], in.readLong());
    }
    return counts;
  }
}
