package aifactory.preprocess.topology;

import aifactory.event.TotalsCounted;
import aifactory.preprocess.totals.Count;
import aifactory.preprocess.totals.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Counts every document once under each of its dimensions and publishes what moved, at most twice
/// a second. After a restart everything is published once more, so nothing counted stays unsaid.
final class TotalsStep extends ContextualProcessor<String, Tally, String, TotalsCounted> {
  static final String STORE = "totals";
  static final Duration PUBLISH_EVERY = Duration.ofMillis(500);

  private final Set<String> moved = new HashSet<>();
  private @Nullable KeyValueStore<String, Count> openStore;

  @Override
  public void init(ProcessorContext<String, TotalsCounted> context) {
    super.init(context);
    openStore = context.getStateStore(STORE);
    try (KeyValueIterator<String, Count> all = store().all()) {
      all.forEachRemaining(entry -> moved.add(entry.key));
    }
    context.schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, this::publish);
  }

  @Override
  public void process(Record<String, Tally> record) {
    for (String dimension : record.value().dimensions()) {
      Count before = Objects.requireNonNullElse(store().get(dimension), Count.ZERO);
      store().put(dimension, before.plus(record.value()));
      moved.add(dimension);
    }
  }

  private void publish(long now) {
    for (String dimension : moved) {
      Count count = Objects.requireNonNullElse(store().get(dimension), Count.ZERO);
      TotalsCounted event =
          TotalsCounted.newBuilder()
              .setDimension(dimension)
              .setAccepted(count.accepted())
              .setRejected(count.rejected())
              .setCharacters(count.characters())
              .setUtf8Bytes(count.utf8Bytes())
              .setCountedAt(Instant.ofEpochMilli(now))
              .build();
      context().forward(new Record<>(dimension, event, now));
    }
    moved.clear();
  }

  private KeyValueStore<String, Count> store() {
    return Objects.requireNonNull(openStore, "init is called before process");
  }
}
