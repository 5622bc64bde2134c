package aifactory.crawler;

import aifactory.contract.topic.Topics;
import aifactory.crawler.collector.CollectorSettings;
import aifactory.crawler.collector.CollectorTools;
import aifactory.crawler.frontier.FrontierCount;
import aifactory.crawler.frontier.FrontierDeadLetters;
import aifactory.crawler.frontier.FrontierStreams;
import aifactory.crawler.intake.FetchLoop;
import aifactory.crawler.intake.SourceVisits;
import aifactory.crawler.node.CrawlCounters;
import aifactory.crawler.node.CrawlerWork;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.politeness.HostThrottle;
import aifactory.crawler.source.Source;
import aifactory.crawler.source.SourceBook;
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
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running crawler: opens every part in order, closes them in reverse. Needs a broker; who
/// starts it decides when.
final class CrawlerService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CrawlerService.class);
  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CrawlCounters counters = new CrawlCounters();
  private final CrawlerWork work;
  private final FrontierStreams frontier;
  private final FetchLoop loop;

  private CrawlerService(CrawlerConfig config, NodeIdentity identity) {
    KafkaSettings kafka =
        new KafkaSettings(config.kafka().bootstrapServers(), config.kafka().registryUrl());
    TopicCreation.createMissing(kafka, (short) config.kafka().replicationFactor());
    CrawlerAssembly assembly = new CrawlerAssembly(config);
    String nodeId = identity.nodeId();
    work = new CrawlerWork(config.startsRunning(), counters, this::gauges);
    try {
      frontier =
          opened(
              new FrontierStreams(
                  kafka, assembly.streams(nodeId), assembly.frontier(), CrawlerService::die));
      frontier.start();
      HostThrottle throttle = CrawlerAssembly.throttle();
      PolitePages pages = assembly.pages(opened(assembly.fetcher()), throttle);
      SourceBook sources = followedSources(kafka, nodeId);
      assembly.configuredSources().forEach(sources::put);
      visitSources(config, kafka, nodeId, sources, pages, assembly.collectors());
      CrawlCycle cycle = assembly.cycle(nodeId, sources, pages, counters);
      loop =
          opened(new FetchLoop(kafka, assembly.loop(nodeId), attempts(cycle, assembly, throttle)));
      loop.start();
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

  private void visitSources(
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
            settings);
    opened(new SourceVisits(sources, tools, findings, counters, work::isRunning)).start();
  }

  /// Opens everything; returns when it runs.
  static CrawlerService open(CrawlerConfig config, NodeIdentity identity) {
    return new CrawlerService(config, identity);
  }

  private FetchLoop.Work attempts(
      CrawlCycle cycle, CrawlerAssembly assembly, HostThrottle throttle) {
    return new FetchLoop.Work(
        cycle::attempt,
        (due, started, fault) -> {
          LOG.warn("attempt failed here url={}", due.getUrl(), fault);
          return cycle.failed(due, started, FetchOutcome.FAULT, fault.toString());
        },
        work::isRunning,
        () -> throttle.hush(assembly.publicInterval()),
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
