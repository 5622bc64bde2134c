package aifactory.preprocess.topology;

import aifactory.preprocess.dedup.BandMember;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// One bucket by itself.
final class BucketBench {
  private BucketBench() {}

  /// Whether each version is covered, as it was told last, after these members were sent.
  static Map<String, Boolean> covered(Path state, List<BandMember> sent) {
    MockProcessorContext<String, Sketched> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), state.toFile());
    KeyValueStore<String, BandMember> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(BucketStep.STORE),
                Serdes.String(),
                NearSerdes.members())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    BucketStep step = new BucketStep();
    step.init(context);
    Map<String, Boolean> covered = new HashMap<>();
    for (BandMember member : sent) {
      covered.putIfAbsent(member.version(), false);
      step.process(new Record<>("00", new Sketched.InBand(0, member), 0));
    }
    context
        .forwarded()
        .forEach(told -> {
          if (told.record().value() instanceof Sketched.Covered(int band, String elder)) {
            covered.put(told.record().key(), !elder.isEmpty());
          }
        });
    store.close();
    return covered;
  }
}
