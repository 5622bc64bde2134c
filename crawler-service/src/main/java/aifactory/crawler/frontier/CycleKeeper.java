package aifactory.crawler.frontier;

import aifactory.contract.topic.Topics;
import aifactory.event.LotAsked;
import aifactory.event.LotGranted;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Shares the pages of a cycle out, in lots, to the partitions that ask: there is one keeper in the
/// whole cluster, because all of them ask under one key. A cycle ends with its last page; the next
/// begins with the first question behind the pause.
final class CycleKeeper implements Processor<String, LotAsked, String, LotGranted> {
  /// Parts of a budget: so much of it may lie unused at a partition whose URLs are used up.
  private static final int LOTS = 16;

  private static final Bytes KEY = Keys.of("cycle");

  static final Serde<Cycle> SERDE =
      StateBytes.serde(
          (cycle, out) -> {
            out.writeLong(cycle.number());
            out.writeInt(cycle.left());
            out.writeLong(cycle.endedAt());
          },
          in -> new Cycle(in.readLong(), in.readInt(), in.readLong()));

  private final FrontierSettings.Cycles terms;
  private @Nullable Task task;

  /// @param left pages that nobody has yet
  /// @param endedAt when its last page went, 0 = it has some left (milliseconds)
  record Cycle(long number, int left, long endedAt) {}

  private record Task(
      ProcessorContext<String, LotGranted> context, KeyValueStore<Bytes, Cycle> store) {}

  CycleKeeper(FrontierSettings.Cycles terms) {
    this.terms = terms;
  }

  @Override
  public void init(ProcessorContext<String, LotGranted> context) {
    task = new Task(context, context.getStateStore(FrontierStores.CYCLE));
  }

  @Override
  public void process(Record<String, LotAsked> record) {
    Task current = task;
    if (current == null) {
      throw new IllegalStateException("Kafka Streams calls init before process");
    }
    long now = current.context.currentSystemTimeMs();
    Cycle stored = current.store.get(KEY);
    Cycle cycle = stored == null ? new Cycle(0, 0, 0) : stored;
    if (!terms.isBounded()) {
      return; // asked under settings that hold no more
    }
    if (cycle.left() == 0) {
      if (now < cycle.endedAt() + terms.pause().toMillis()) {
        return; // asked again when the pause is over
      }
      cycle = new Cycle(cycle.number() + 1, terms.pages(), 0);
      for (int partition = 0; partition < Topics.CRAWL_CYCLES.partitions(); partition++) {
        grant(current, cycle, partition, 0, now);
      }
    }
    int pages = Math.min(cycle.left(), Math.max(1, terms.pages() / LOTS));
    int left = cycle.left() - pages;
    cycle = new Cycle(cycle.number(), left, left == 0 ? now : 0);
    current.store.put(KEY, cycle);
    grant(current, cycle, record.value().getPartition(), pages, now);
  }

  private void grant(Task current, Cycle cycle, int partition, int pages, long now) {
    LotGranted granted =
        LotGranted.newBuilder()
            .setCycle(cycle.number())
            .setPartition(partition)
            .setPages(pages)
            .setBudget(terms.pages())
            .setLeft(cycle.left())
            .setGrantedAt(Instant.ofEpochMilli(now))
            .build();
    current.context.forward(new Record<>(Integer.toString(partition), granted, now));
  }
}
