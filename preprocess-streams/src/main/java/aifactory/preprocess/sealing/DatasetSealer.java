package aifactory.preprocess.sealing;

import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.ParagraphsMasked;
import aifactory.event.PartitionRange;
import aifactory.event.TotalsCounted;
import aifactory.preprocess.totals.FlowCounters;
import aifactory.preprocess.totals.Tally;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Seals dataset versions beside the topology: follows the log, decides by a rule, states ranges
/// and a hash. Rebuilt from the log at every start; a restart with nothing new seals nothing. One
/// per factory: only the master node runs it. Thread-safe.
public final class DatasetSealer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetSealer.class);
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final int MASKS_AT_ONCE = 1_000;
  private static final String REASON = Tally.REASON;
  private static final Duration RECALL_LIMIT = Duration.ofMinutes(10);

  private final SealRule rule;
  private final String configurationHash;
  private final InstantSource clock;
  private final FlowCounters counters;
  private final DatasetLedger ledger;
  private final Map<String, Long> rejected = new ConcurrentHashMap<>();
  private final Deque<ParagraphsMasked> unpublished = new ArrayDeque<>();
  private final EventProducer producer;
  private final EventTail tail;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("dataset-sealer").daemon(true).factory());
  private SealRule.Since since = SealRule.Since.NOTHING;
  private @Nullable DatasetSealed last;
  private volatile boolean ready;

  /// Starts following the log; sealing begins when everything written so far has been read.
  ///
  /// @param index directory of the paragraph index
  public DatasetSealer(
      KafkaSettings settings,
      SealRule rule,
      Path index,
      String configurationHash,
      InstantSource clock,
      FlowCounters counters) {
    this.rule = rule;
    this.configurationHash = configurationHash;
    this.clock = clock;
    this.counters = counters;
    this.producer = EventProducer.open(settings, "dataset-sealer");
    this.ledger = new DatasetLedger(new ParagraphIndex(index, rule.paragraphs()));
    recall(settings);
    this.tail = follow(settings);
    watch.scheduleWithFixedDelay(
        this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// What was sealed and masked before anything is followed.
  private void recall(KafkaSettings settings) {
    try (EventTail sealed =
        EventTail.named("dataset-sealer-recall", settings)
            .on(Topics.DATASET_SEALED, EventTail.From.START, read -> remember(read.event()))
            .on(
                Topics.CORPUS_MASKED,
                EventTail.From.START,
                read -> ledger.masked(read.event(), read.partition(), read.offset()))
            .start()) {
      sealed.awaitCaughtUp(RECALL_LIMIT);
    }
    newest()
        .ifPresent(
            newest -> ledger.covered(ends(newest.getAccepted()), ends(newest.getRetracted())));
  }

  private static Map<Integer, Long> ends(List<PartitionRange> ranges) {
    return ranges.stream()
        .collect(Collectors.toMap(PartitionRange::getPartition, PartitionRange::getEnd));
  }

  private EventTail follow(KafkaSettings settings) {
    return EventTail.named("dataset-sealer", settings)
        .on(Topics.DATASET_SEALED, EventTail.From.START, read -> remember(read.event()))
        .on(
            Topics.CORPUS_ACCEPTED,
            EventTail.From.START,
            read -> {
              ledger.accept(read.event(), read.partition(), read.offset());
              changed(1, false);
            })
        .on(
            Topics.CORPUS_RETRACTED,
            EventTail.From.START,
            read -> {
              ledger.register(read.event(), read.partition(), read.offset());
              changed(0, true);
            })
        .on(
            Topics.POLICY_SOURCES,
            EventTail.From.START,
            read -> {
              ledger.order(read.event());
              changed(0, true);
            })
        .on(
            Topics.CORPUS_TAKEDOWN,
            EventTail.From.START,
            read -> {
              ledger.order(read.event());
              changed(0, true);
            })
        // Its own masks it knows. Somebody else's record that cannot be read there becomes a dead
        // letter, as on every topic.
        .on(Topics.CORPUS_MASKED, EventTail.From.END, read -> {})
        .on(Topics.CORPUS_TOTALS, EventTail.From.START, read -> count(read.event()))
        .start();
  }

  private void count(TotalsCounted total) {
    if (total.getDimension().startsWith(REASON)) {
      rejected.put(total.getDimension().substring(REASON.length()), total.getRejected());
    }
  }

  /// Seals now if anything changed since the last version.
  ///
  /// @return the new version, empty when there is nothing to seal
  public Optional<DatasetSealed> sealNow() {
    return isReady() ? seal("command") : Optional.empty();
  }

  /// Whether the log has been read and is followed.
  public boolean isReady() {
    return ready && tail.isHealthy();
  }

  /// The newest version, empty before the first.
  public synchronized Optional<DatasetSealed> newest() {
    return Optional.ofNullable(last);
  }

  private synchronized void remember(DatasetSealed sealed) {
    if (last == null || sealed.getNumber() > last.getNumber()) {
      last = sealed;
    }
  }

  private synchronized void changed(int documents, boolean withdrawal) {
    Instant now = clock.instant();
    since =
        new SealRule.Since(
            since.newDocuments() + documents,
            withdrawal ? earlier(since.firstWithdrawal(), now) : since.firstWithdrawal(),
            withdrawal ? now : since.lastWithdrawal(),
            earlier(since.firstChange(), now));
  }

  private static Instant earlier(@Nullable Instant known, Instant now) {
    return known == null ? now : known;
  }

  private void look() {
    try {
      if (!ready && !begin()) {
        return;
      }
      SealRule.Since pending;
      synchronized (this) {
        pending = since;
      }
      rule.cause(pending, clock.instant()).ifPresent(this::seal);
    } catch (RuntimeException e) {
      LOG.warn("dataset not sealed, trying again", e); // the schedule must go on
    }
  }

  /// Once the log has been read: only what the newest version does not cover counts as new.
  private synchronized boolean begin() {
    if (!tail.isHealthy()) {
      return false;
    }
    DatasetSealed newest = last;
    if (newest != null) {
      long covered = newest.getDocuments();
      for (long withdrawn : newest.getWithdrawn().values()) {
        covered += withdrawn;
      }
      DatasetState now = ledger.state();
      Instant withdrawn =
          newest.getWithdrawn().equals(now.counts().withdrawn()) ? null : clock.instant();
      since =
          newest.getDatasetId().equals(now.datasetId())
              ? SealRule.Since.NOTHING
              : new SealRule.Since(
                  Math.max(0, ledger.versions() - covered), withdrawn, withdrawn, clock.instant());
    }
    ready = true;
    LOG.info("sealer follows the log versions={}", ledger.versions());
    return true;
  }

  private synchronized Optional<DatasetSealed> seal(String cause) {
    DatasetLedger.Revision revision = ledger.revise(clock.instant());
    unpublished.addAll(revision.masks());
    publishMasks();
    DatasetState state = revision.state().withMasked(ledger.maskedEnds());
    DatasetSealed before = last;
    boolean nothing =
        before == null ? state.documents() == 0 : before.getDatasetId().equals(state.datasetId());
    if (nothing) {
      since = SealRule.Since.NOTHING;
      return Optional.empty();
    }
    DatasetSealed event =
        state.sealed(
            before == null ? 1 : before.getNumber() + 1,
            before == null ? null : before.getDatasetId(),
            configurationHash,
            Map.copyOf(rejected),
            cause,
            clock.instant());
    producer.sendAndWait(Topics.DATASET_SEALED, event.getDatasetId(), event);
    last = event;
    since =
        SealRule.Since.NOTHING; // whoever changes the ledger says so after it: nothing is missed
    counters.add("sealed");
    LOG.info(
        "dataset sealed datasetId={} number={} documents={} cause={}",
        event.getDatasetId(),
        event.getNumber(),
        event.getDocuments(),
        cause);
    return Optional.of(event);
  }

  /// Whatever could not be published the last time comes first. Many are on their way at once: a
  /// paragraph under every page is masked in all of them.
  private void publishMasks() {
    while (!unpublished.isEmpty()) {
      List<ParagraphsMasked> batch = unpublished.stream().limit(MASKS_AT_ONCE).toList();
      List<Future<RecordMetadata>> sent =
          batch.stream()
              .map(mask -> producer.send(Topics.CORPUS_MASKED, mask.getDocumentId(), mask))
              .toList();
      for (int i = 0; i < batch.size(); i++) {
        RecordMetadata written = EventProducer.written(sent.get(i));
        ledger.masked(batch.get(i), written.partition(), written.offset());
        unpublished.remove();
      }
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    try {
      watch.awaitTermination(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tail.close();
    ledger.close();
    producer.close();
  }
}
