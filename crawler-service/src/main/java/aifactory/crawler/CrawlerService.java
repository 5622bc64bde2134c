package aifactory.crawler;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.policy.PolicyTable;
import aifactory.contract.topic.Topics;
import aifactory.crawler.archive.ResponseArchive;
import aifactory.crawler.collector.CollectorSettings;
import aifactory.crawler.collector.CollectorTools;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.frontier.FrontierCount;
import aifactory.crawler.frontier.FrontierDeadLetters;
import aifactory.crawler.frontier.FrontierStreams;
import aifactory.crawler.intake.FetchLoop;
import aifactory.crawler.intake.OwnedKeys;
import aifactory.crawler.intake.SourceVisits;
import aifactory.crawler.node.CrawlCounters;
import aifactory.crawler.node.CrawlerWork;
import aifactory.crawler.node.WorkerTuning;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.politeness.HostThrottle;
import aifactory.crawler.politeness.RequestSlots;
import aifactory.crawler.source.Source;
import aifactory.crawler.source.SourceBook;
import aifactory.node.MachineMemory;
import aifactory.node.NodeAgent;
import aifactory.node.NodeIdentity;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.KafkaSettings;
import aifactory.wire.TopicCreation;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running crawler: opens every part in order, closes them in reverse. Needs a broker; who
/// starts it decides when.
final class CrawlerService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CrawlerService.class);
  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CrawlCounters counters = new CrawlCounters();
  private final OwnedKeys owned = new OwnedKeys(System::nanoTime);
  private final RequestSlots slots;
  private final CrawlerWork work;
  private final FrontierStreams frontier;
  private final FetchLoop loop;
  private final SourceVisits visits;

  private CrawlerService(CrawlerConfig config, NodeIdentity identity) {
    KafkaSettings kafka =
        new KafkaSettings(config.kafka().bootstrapServers(), config.kafka().registryUrl());
    TopicCreation.createMissing(kafka, (short) config.kafka().replicationFactor());
    CrawlerAssembly assembly = new CrawlerAssembly(config);
    String nodeId = identity.nodeId();
    slots = assembly.slots();
    work = new CrawlerWork(config.startsRunning(), counters, this::gauges, this::isEmpty);
    try {
      frontier =
          opened(
              new FrontierStreams(
                  kafka, assembly.streams(nodeId), assembly.frontier(), CrawlerService::die));
      frontier.start();
      HostThrottle throttle = CrawlerAssembly.throttle();
      PolitePages pages = assembly.pages(opened(assembly.fetcher()), throttle, slots, owned);
      SourceBook sources = followedSources(kafka, nodeId);
      assembly.configuredSources().forEach(sources::put);
      visits = visitSources(config, kafka, nodeId, sources, pages, assembly.collectors());
      ResponseArchive archive = opened(assembly.archive(nodeId, counters));
      CrawlCycle cycle = assembly.cycle(nodeId, sources, pages, archive, counters);
      FetchLoop.Moves moves =
          new FetchLoop.Moves(
              owned, () -> throttle.hush(assembly.silence()), pages::breakOffWhatIsNotOurs);
      loop = opened(new FetchLoop(kafka, assembly.loop(nodeId), attempts(cycle, sources, moves)));
      loop.start();
      if (config.fetch().workersFollowMemory()) {
        opened(new WorkerTuning(slots, MachineMemory::availableBytes)).start();
      }
      opened(new NodeAgent(identity, kafka, work, InstantSource.system()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    LOG.info("crawler started nodeId={}", nodeId);
  }

  /// Returns when all sources declared so far are known: an attempt of a local source that is not
  /// would be judged as a public one.
  private SourceBook followedSources(KafkaSettings kafka, String nodeId) {
    SourceBook sources = new SourceBook();
    opened(
            EventTail.named(nodeId + "-sources", kafka)
                .on(
                    Topics.CRAWL_SOURCES,
                    EventTail.From.START,
                    received -> sources.put(Source.of(received.event())))
                .start())
        .awaitCaughtUp(CATCH_UP);
    return sources;
  }

  /// Policies in force: what a search finds is checked against them.
  private AtomicReference<PolicyTable> followedPolicies(KafkaSettings kafka, String nodeId) {
    AtomicReference<PolicyTable> table = new AtomicReference<>(PolicyTable.EMPTY);
    opened(
            EventTail.named(nodeId + "-policies", kafka)
                .on(
                    Topics.POLICY_SOURCES,
                    EventTail.From.START,
                    received -> table.updateAndGet(known -> known.with(received.event())))
                .on(
                    Topics.CORPUS_TAKEDOWN,
                    EventTail.From.START,
                    received -> table.updateAndGet(known -> known.with(received.event())))
                .start())
        .awaitCaughtUp(CATCH_UP);
    return table;
  }

  private SourceVisits visitSources(
      CrawlerConfig config,
      KafkaSettings kafka,
      String nodeId,
      SourceBook sources,
      PolitePages pages,
      CollectorSettings settings) {
    EventProducer findings = opened(EventProducer.open(kafka, nodeId + "-findings"));
    CollectorTools tools =
        new CollectorTools(
            pages.within(CrawlerAssembly.VISIT_PATIENCE),
            InstantSource.system(),
            config.fetch().maxBodyBytes(),
            Path.of(config.home(), "crawler"),
            settings,
            followedPolicies(kafka, nodeId)::get);
    SourceVisits begun =
        opened(
            new SourceVisits(
                sources,
                tools,
                findings,
                counters,
                new SourceVisits.Share(work::isRunning, source -> isOurs(source, pages))));
    begun.start();
    return begun;
  }

  /// A source on the web is visited by who asks at its address; a path is everybody's own.
  private boolean isOurs(Source source, PolitePages pages) {
    return CanonicalUrl.parse(source.address())
        .map(url ->
            new FetchRequest(url.text(), source.localAllowed(), Set.of(), 1, true, null, null))
        .map(request -> pages.isOurs(pages.addressOf(request, 1).orElse(source.address())))
        .orElse(true);
  }

  /// Opens everything; returns when it runs.
  static CrawlerService open(CrawlerConfig config, NodeIdentity identity) {
    return new CrawlerService(config, identity);
  }

  private FetchLoop.Work attempts(CrawlCycle cycle, SourceBook sources, FetchLoop.Moves moves) {
    return new FetchLoop.Work(
        cycle::attempt,
        (due, started, fault) -> {
          LOG.warn("attempt failed here url={}", due.getUrl(), fault);
          return cycle.failed(due, started, FetchOutcome.FAULT, fault.toString());
        },
        due -> sources.named(due.getSourceId()).map(Source::localAllowed).orElse(false),
        work::isRunning,
        moves,
        counters,
        InstantSource.system());
  }

  private <C extends AutoCloseable> C opened(C part) {
    parts.push(part);
    return part;
  }

  boolean isReady() {
    return frontier.isRunning() && loop.isAlive();
  }

  boolean isAlive() {
    return frontier.isAlive() && loop.isAlive();
  }

  String frontierState() {
    return frontier.state();
  }

  private boolean isEmpty() {
    return loop.isEmpty() && visits.isEmpty();
  }

  boolean isFetching() {
    return work.isRunning();
  }

  Map<String, Long> frontierCounts() {
    Map<String, Long> named = new TreeMap<>();
    frontier
        .counts()
        .ifPresent(counts -> counts.forEach((count, n) -> named.put(nameOf(count), n)));
    return named;
  }

  Map<String, Long> counters() {
    return work.counters();
  }

  private Map<String, Long> gauges() {
    Map<String, Long> gauges = new TreeMap<>();
    frontierCounts().forEach((name, n) -> gauges.put("frontier." + name, n));
    gauges.put("inHand", (long) loop.inHand());
    gauges.put("workers", (long) slots.bound());
    gauges.put("frontier.deadLetters", FrontierDeadLetters.count());
    return gauges;
  }

  /// `IN_FLIGHT` → `inFlight`
  private static String nameOf(FrontierCount count) {
    StringBuilder name = new StringBuilder();
    for (String word : count.name().toLowerCase(java.util.Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("could not close part={}", part.getClass().getSimpleName(), e);
      }
    }
  }

  /// A crawler without its frontier is no crawler: whoever supervises the process starts it again.
  private static void die() {
    LOG.error("the frontier has ended by an error; this process ends, to be started again");
    Quarkus.asyncExit(1);
  }
}
