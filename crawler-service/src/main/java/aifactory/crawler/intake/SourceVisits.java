package aifactory.crawler.intake;

import aifactory.crawler.collector.CollectOutcome;
import aifactory.crawler.collector.CollectOutcome.Reason;
import aifactory.crawler.collector.CollectorCatalogue;
import aifactory.crawler.collector.CollectorTools;
import aifactory.crawler.node.CrawlCounters;
import aifactory.crawler.publish.FindingPublisher;
import aifactory.crawler.source.Source;
import aifactory.crawler.source.SourceBook;
import aifactory.wire.EventProducer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Visits sources: at once when they are declared, then at their schedule. One visit per source at
/// a time, each on a virtual thread.
public final class SourceVisits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceVisits.class);
  private static final long LOOK_MILLIS = 500;
  private static final Duration RETRY = Duration.ofMinutes(5);

  private final SourceBook sources;
  private final CollectorTools tools;
  private final EventProducer producer;
  private final CrawlCounters counters;
  private final Share share;
  private final VisitLedger ledger;
  private final Map<String, Under> inProgress = new ConcurrentHashMap<>();
  private final Map<String, VisitLedger.Visited> visited = new ConcurrentHashMap<>();
  private final ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("source-visits").daemon(true).factory());

  /// A visit that is under way.
  private record Under(Source source, Future<?> way) {}

  /// What is this crawler's to do.
  ///
  /// @param running false = begin no visit
  /// @param ours whether a source is visited from here
  public record Share(BooleanSupplier running, Predicate<Source> ours) {}

  public SourceVisits(
      SourceBook sources,
      CollectorTools tools,
      EventProducer producer,
      CrawlCounters counters,
      Share share) {
    this.sources = sources;
    this.tools = tools;
    this.producer = producer;
    this.counters = counters;
    this.share = share;
    this.ledger = new VisitLedger(tools.progress());
  }

  public void start() {
    clock.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Whether no visit is under way.
  public boolean isEmpty() {
    return inProgress.isEmpty();
  }

  private void look() {
    try {
      if (share.running().getAsBoolean()) {
        sources.all().stream().filter(this::isDue).forEach(this::begin);
      }
      inProgress.values().stream()
          .filter(visit -> !share.ours().test(visit.source()))
          .forEach(visit -> visit.way().cancel(true));
    } catch (RuntimeException e) {
      LOG.warn("looking for due sources failed", e); // the schedule must go on
    }
  }

  private boolean isDue(Source source) {
    boolean enabled = tools.settings().enables(source.kind());
    if (!enabled || !source.active() || inProgress.containsKey(source.id())) {
      return false;
    }
    Optional<VisitLedger.Visited> last =
        Optional.ofNullable(visited.get(source.id())).or(() -> ledger.of(source.id()));
    last.ifPresent(found -> visited.putIfAbsent(source.id(), found));
    return last.isEmpty()
        || last.get().declaredAt() != source.declaredAt().toEpochMilli()
        || last.get().nextAt() <= tools.clock().millis();
  }

  private void begin(Source source) {
    FutureTask<?> visit =
        new FutureTask<@Nullable Void>(
            () -> {
              try {
                if (share.ours().test(source)) {
                  visit(source);
                }
              } finally {
                inProgress.remove(source.id());
              }
            },
            null);
    inProgress.put(source.id(), new Under(source, visit));
    visits.execute(visit);
  }

  private void visit(Source source) {
    CollectOutcome outcome = collect(source);
    if (!share.ours().test(source)) {
      counters.add("visitsGivenUp", 1); // it is another crawler's now, which makes its own
      return;
    }
    boolean failed = outcome instanceof CollectOutcome.Failed;
    switch (outcome) {
      case CollectOutcome.Collected(long urls, long documents, long skipped) -> {
        counters.add("visits", 1);
        counters.add("collectedDocuments", documents);
        counters.add("collectedUrls", urls);
        counters.add("collectSkipped", skipped);
        LOG.atLevel(urls + documents > 0 ? Level.INFO : Level.DEBUG)
            .log(
                "source visited source={} kind={} urls={} documents={} skipped={}",
                source.id(),
                source.kind(),
                urls,
                documents,
                skipped);
      }
      case CollectOutcome.Failed(Reason reason, String detail) -> {
        counters.add("visitFailed." + reason, 1);
        LOG.warn(
            "source not visited source={} kind={} reason={} detail={}",
            source.id(),
            source.kind(),
            reason,
            detail);
      }
    }
    note(source, failed);
  }

  private CollectOutcome collect(Source source) {
    Optional<CollectorCatalogue> entry = CollectorCatalogue.ofKind(source.kind());
    if (entry.isEmpty()) {
      return new CollectOutcome.Failed(Reason.UNKNOWN_KIND, "kind " + source.kind());
    }
    try {
      return entry
          .get()
          .open(tools)
          .collect(source, new FindingPublisher(producer, source, tools.clock()));
    } catch (RuntimeException e) {
      LOG.warn("collector failed source={}", source.id(), e);
      return new CollectOutcome.Failed(Reason.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private void note(Source source, boolean failed) {
    Duration schedule =
        Optional.ofNullable(source.schedule())
            .or(() -> CollectorCatalogue.ofKind(source.kind()).map(CollectorCatalogue::schedule))
            .orElse(RETRY);
    Duration next = failed && schedule.compareTo(RETRY) > 0 ? RETRY : schedule;
    VisitLedger.Visited note =
        new VisitLedger.Visited(
            source.declaredAt().toEpochMilli(), tools.clock().millis() + next.toMillis());
    visited.put(source.id(), note);
    ledger.note(source.id(), note);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    visits.shutdownNow();
  }
}
