package aifactory.preprocess.node;

import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.RetractionRegistered;
import aifactory.event.TotalsCounted;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Everything that the room publishes, as a committed reader sees it.
final class CorpusReader implements AutoCloseable {
  final List<DocumentAccepted> accepted = new CopyOnWriteArrayList<>();
  final List<DocumentRejected> rejected = new CopyOnWriteArrayList<>();
  final List<RetractionRegistered> retracted = new CopyOnWriteArrayList<>();
  final List<DatasetSealed> sealed = new CopyOnWriteArrayList<>();
  final Map<String, TotalsCounted> totals = new ConcurrentHashMap<>();

  /// Milliseconds from fetch to sight, by document id.
  final Map<String, Long> latencies = new ConcurrentHashMap<>();

  private final EventTail tail;

  CorpusReader(KafkaSettings kafka) {
    tail =
        EventTail.named("corpus-reader", kafka)
            .on(
                Topics.CORPUS_ACCEPTED,
                EventTail.From.START,
                read -> {
                  latencies.put(
                      read.event().getDocumentId(),
                      System.currentTimeMillis() - read.event().getFetchedAt().toEpochMilli());
                  accepted.add(read.event());
                })
            .on(Topics.CORPUS_REJECTED, EventTail.From.START, read -> rejected.add(read.event()))
            .on(Topics.CORPUS_RETRACTED, EventTail.From.START, read -> retracted.add(read.event()))
            .on(Topics.DATASET_SEALED, EventTail.From.START, read -> sealed.add(read.event()))
            .on(
                Topics.CORPUS_TOTALS,
                EventTail.From.START,
                read -> totals.put(read.event().getDimension(), read.event()))
            .start();
  }

  /// Whether a page was rejected for a reason.
  boolean saysOf(String url, String reason) {
    return rejected.stream()
        .anyMatch(each -> each.getUrl().equals(url) && each.getReason().equals(reason));
  }

  /// Waits for a condition.
  static void await(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
