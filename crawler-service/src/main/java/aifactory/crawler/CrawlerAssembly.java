package aifactory.crawler;

import aifactory.crawler.archive.ResponseArchive;
import aifactory.crawler.archive.WarcFiles;
import aifactory.crawler.collector.CollectorCatalogue;
import aifactory.crawler.collector.CollectorSettings;
import aifactory.crawler.fetch.FetchLimits;
import aifactory.crawler.fetch.HttpFetcher;
import aifactory.crawler.frontier.FrontierSettings;
import aifactory.crawler.frontier.FrontierSettings.HostLimits;
import aifactory.crawler.frontier.FrontierStreams;
import aifactory.crawler.frontier.VisitPlan;
import aifactory.crawler.intake.FetchLoop;
import aifactory.crawler.intake.OwnedKeys;
import aifactory.crawler.node.CrawlCounters;
import aifactory.crawler.page.KnownTexts;
import aifactory.crawler.page.MirrorHosts;
import aifactory.crawler.page.PageReader;
import aifactory.crawler.politeness.HostThrottle;
import aifactory.crawler.politeness.RequestSlots;
import aifactory.crawler.politeness.RobotsPolicy;
import aifactory.crawler.source.Source;
import aifactory.crawler.source.SourceBook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Turns settings into what each room of the crawler wants to know.
final class CrawlerAssembly {
  /// A host's turn further away than this is the frontier's business.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// A visit to a feed waits this long for its turn at a busy host.
  static final Duration VISIT_PATIENCE = Duration.ofMinutes(2);

  /// The first page of a site waits this long for what the site says about its use.
  private static final Duration RESERVATION_PATIENCE = Duration.ofSeconds(20);

  /// Time between visits to a Wikipedia's changes.
  private static final Duration FRESH_CHANGES = Duration.ofMinutes(10);

  /// Most hosts that ask for an interval ask for no more.
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static final int HAND_OUTS_PER_ROUND = 256;
  private static final int MAX_IN_HAND = 1024;

  private final CrawlerConfig config;

  CrawlerAssembly(CrawlerConfig config) {
    this.config = config;
  }

  FrontierSettings frontier() {
    CrawlerConfig.Frontier frontier = config.frontier();
    CrawlerConfig.Politeness politeness = config.politeness();
    return new FrontierSettings(
        new HostLimits(seconds(politeness.minIntervalSeconds()), politeness.concurrency()),
        new HostLimits(
            seconds(politeness.localMinIntervalSeconds()),
            politeness.localConcurrency() * politeness.localAhead()),
        new VisitPlan(
            Duration.ofSeconds(frontier.revisitSeconds()),
            Duration.ofSeconds(frontier.retrySeconds()),
            frontier.maxAttempts()),
        frontier.maxDepth(),
        Duration.ofSeconds(frontier.leaseSeconds()),
        frontier.maxInFlight(),
        HAND_OUTS_PER_ROUND,
        Duration.ofMillis(frontier.roundMillis()),
        new FrontierSettings.Cycles(frontier.cyclePages(), seconds(frontier.cyclePauseSeconds())));
  }

  FrontierStreams.Terms streams(String nodeId) {
    return new FrontierStreams.Terms(
        config.name() + "-frontier",
        nodeId + "-frontier",
        Path.of(config.home(), "crawler", "state"),
        Duration.ofMillis(config.frontier().commitMillis()),
        config.kafka().replicationFactor());
  }

  HttpFetcher fetcher() {
    CrawlerConfig.Fetch fetch = config.fetch();
    return new HttpFetcher(
        new FetchLimits(
            Duration.ofSeconds(fetch.connectSeconds()),
            Duration.ofSeconds(fetch.readSeconds()),
            Duration.ofSeconds(fetch.wholeSeconds()),
            fetch.maxHeaderBytes()),
        fetch.userAgent());
  }

  RequestSlots slots() {
    return new RequestSlots(config.fetch().workers());
  }

  PolitePages pages(
      HttpFetcher network, HostThrottle throttle, RequestSlots slots, OwnedKeys owned) {
    CrawlerConfig.Politeness politeness = config.politeness();
    return new PolitePages(
        network,
        throttle,
        new PolitePages.Terms(
            new HostThrottle.Limits(
                seconds(politeness.minIntervalSeconds()), politeness.concurrency()),
            new HostThrottle.Limits(
                seconds(politeness.localMinIntervalSeconds()), politeness.localConcurrency()),
            slots,
            PATIENCE),
        owned::has,
        InstantSource.system());
  }

  /// @param archive where answers are kept
  CrawlCycle cycle(
      String nodeId,
      SourceBook sources,
      PolitePages pages,
      ResponseArchive archive,
      CrawlCounters counters) {
    CrawlerConfig.Politeness politeness = config.politeness();
    InstantSource clock = InstantSource.system();
    RobotsGate robots =
        new RobotsGate(
            pages,
            new RobotsGate.Terms(
                politeness.respectRobots(),
                new RobotsPolicy(
                    productToken(),
                    Duration.ofSeconds(politeness.maxDelaySeconds()),
                    Duration.ofSeconds(politeness.robotsRetrySeconds())),
                Duration.ofSeconds(politeness.robotsKeepSeconds())),
            clock);
    ReservationGate reservations =
        new ReservationGate(
            (request, attempt) -> pages.fetch(request, attempt, RESERVATION_PATIENCE),
            new ReservationGate.Terms(
                politeness.readReservations(),
                productToken(),
                Duration.ofSeconds(politeness.robotsKeepSeconds()),
                Duration.ofSeconds(politeness.robotsRetrySeconds())),
            clock);
    return new CrawlCycle(
        new CrawlCycle.Tools(
            sources,
            robots,
            reservations,
            pages,
            new PageReader(productToken()),
            new KnownTexts(),
            new MirrorHosts(),
            archive,
            counters,
            clock),
        new CrawlCycle.Terms(config.fetch().contentTypes(), config.fetch().maxBodyBytes(), nodeId));
  }

  CollectorSettings collectors() {
    CrawlerConfig.Collectors collectors = config.collectors();
    Set<String> disabled = new HashSet<>();
    disable(disabled, collectors.rss(), CollectorCatalogue.FEED);
    disable(disabled, collectors.news(), CollectorCatalogue.NEWS);
    disable(disabled, collectors.news(), CollectorCatalogue.HACKER_NEWS);
    disable(disabled, collectors.arxiv(), CollectorCatalogue.ARXIV);
    disable(disabled, collectors.docs(), CollectorCatalogue.DOCS);
    disable(disabled, collectors.wikipedia(), CollectorCatalogue.WIKIPEDIA);
    disable(disabled, collectors.git(), CollectorCatalogue.GIT);
    disable(disabled, collectors.autoDiscovery(), CollectorCatalogue.DISCOVERY);
    return new CollectorSettings(
        Set.copyOf(disabled),
        collectors.followSitemaps(),
        collectors.hackerNewsItems(),
        collectors.arxivQuery(),
        collectors.arxivMaxResults(),
        collectors.wikipediaChanges(),
        new CollectorSettings.Git(collectors.gitMaxBytes(), collectors.gitMaxFiles()),
        new CollectorSettings.Discovery(
            collectors.discoveryEndpoint().orElse("").strip(),
            collectors.discoveryQueries().orElse(List.of()),
            collectors.discoverySeeds(),
            collectors.discoveryResults()));
  }

  private static void disable(Set<String> kinds, boolean enabled, CollectorCatalogue kind) {
    if (!enabled) {
      kinds.add(kind.kind());
    }
  }

  /// Sources that settings name.
  List<Source> configuredSources() {
    CrawlerConfig.Collectors collectors = config.collectors();
    List<Source> sources = new ArrayList<>();
    add(sources, CollectorCatalogue.NEWS, collectors.newsFeeds().orElse(List.of()));
    add(sources, CollectorCatalogue.DOCS, collectors.docSeedUrls().orElse(List.of()));
    add(sources, CollectorCatalogue.GIT, collectors.gitRepositories().orElse(List.of()));
    collectors
        .wikipediaApis()
        .orElse(List.of())
        .forEach(api ->
            sources.add(
                Source.configured(CollectorCatalogue.WIKIPEDIA.kind(), api, FRESH_CHANGES)));
    add(
        sources,
        CollectorCatalogue.DISCOVERY,
        collectors.discoveryEndpoint().filter(any -> !any.isBlank()).stream().toList());
    return sources;
  }

  private static void add(List<Source> sources, CollectorCatalogue kind, List<String> addresses) {
    addresses.stream()
        .filter(address -> !address.isBlank())
        .forEach(address -> sources.add(Source.configured(kind.kind(), address, null)));
  }

  ResponseArchive archive(String nodeId, CrawlCounters counters) {
    return config
        .archive()
        .directory()
        .filter(any -> !any.isBlank())
        .<ResponseArchive>map(directory ->
            new WarcFiles(
                new WarcFiles.Terms(
                    Path.of(directory),
                    nodeId,
                    config.archive().maxFileBytes(),
                    config.fetch().userAgent()),
                counters,
                InstantSource.system()))
        .orElse(ResponseArchive.NONE);
  }

  static HostThrottle throttle() {
    return new HostThrottle(InstantSource.system(), CrawlerAssembly::pause);
  }

  /// The whole time, unless interrupted.
  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }

  FetchLoop.Terms loop(String nodeId) {
    return new FetchLoop.Terms(
        nodeId,
        config.name() + "-fetcher",
        Duration.ofSeconds(config.frontier().leaseSeconds()),
        MAX_IN_HAND,
        Duration.ofMillis(config.fetch().commitMillis()),
        seconds(config.politeness().batchPauseSeconds()));
  }

  /// How long a fetcher asks nobody when addresses have come to it from another.
  Duration silence() {
    Duration interval = seconds(config.politeness().minIntervalSeconds());
    return interval.compareTo(SILENCE) > 0 || interval.isZero() ? interval : SILENCE;
  }

  /// `AIFactoryEngine/0.1 (…)` → `AIFactoryEngine`
  private String productToken() {
    return config.fetch().userAgent().strip().split("[/\\s]", 2)[0];
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
