package aifactory.walk;

import aifactory.contract.id.CanonicalUrl;
import aifactory.contract.topic.Topics;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventProducer;
import aifactory.wire.EventTail;
import aifactory.wire.EventTail.From;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A simulated web on loopback, crawled with politeness on and the crawler killed in the middle;
/// what the crawler did is told by the servers' log alone.
final class WebWalk implements Walk {
  private static final long SEED = 20_261_122;
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration QUIET = Duration.ofSeconds(25);
  private static final Duration INTERVAL = Duration.ofMillis(300);
  private static final Duration CRAWL_DELAY = Duration.ofSeconds(1);

  /// Between a request's going out and its head's arrival at a server thread lie two processes on a
  /// loaded machine.
  private static final Duration TOLERANCE = Duration.ofMillis(150);

  private static final int CONCURRENCY = 2;
  private static final int WORKERS = 64;
  private static final int SHOWN = 5;
  private static final double MOST_TRAPPED = 0.02;
  private static final double REACHED = 0.99;

  private final int hosts;
  private final int nodes;
  private final Duration limit;

  /// @param nodes crawlers: the second is there from the start and killed, the third joins
  WebWalk(Scale scale, int nodes) {
    this.nodes = nodes;
    this.hosts = scale == Scale.FULL ? 400 : 32;
    this.limit = scale == Scale.FULL ? Duration.ofMinutes(45) : Duration.ofMinutes(8);
  }

  /// What the topics tell beside the log.
  private static final class Seen implements AutoCloseable {
    private final Map<String, Boolean> accepted = new ConcurrentHashMap<>();
    private final Set<String> judged = ConcurrentHashMap.newKeySet();
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    private final EventTail tail;

    /// @param marks sentence that the text of a URL must have
    Seen(ScratchFactory factory, Map<String, String> marks) {
      tail =
          EventTail.named("walk-web", factory.kafka())
              .on(
                  Topics.CORPUS_ACCEPTED,
                  From.START,
                  one -> {
                    String mark = marks.get(one.event().getUrl());
                    if (mark != null) {
                      accepted.put(one.event().getUrl(), one.event().getText().contains(mark));
                      judged.add(one.event().getUrl());
                    }
                  })
              .on(
                  Topics.CORPUS_REJECTED,
                  From.START,
                  one -> judged.add(String.valueOf(one.event().getUrl())))
              .on(
                  Topics.CRAWL_OUTCOMES,
                  From.START,
                  one -> outcomes.put(one.event().getUrl(), one.event().getOutcome()))
              .start();
    }

    @Override
    public void close() {
      tail.close();
    }
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    try (WebServer web = new WebServer(SEED, hosts);
        ScratchFactory factory =
            ScratchFactory.start(root, settings(), System.getenv("WALK_KEEP_HOME") != null)) {
      Set<String> real = web.world().realUrls();
      report.saw(
          "a web of its own",
          "%d hosts, %d real pages, seed %d".formatted(hosts, real.size(), SEED),
          "some",
          !real.isEmpty());
      factory.awaitReady(READY);
      try (Seen seen = new Seen(factory, marks(web.world()))) {
        try (Others others = new Others(root, factory, report)) {
          others.first(nodes);
          declare(factory, web);
          others.joinAndDie(nodes, () -> web.log().size() > real.size() / 4);
          CrashWalk.killAndAwait(
              factory, "crawler", () -> web.log().size() > real.size() / 2, report);
          Duration took = quiet(web.log());
          report.saw("crawled until it is quiet", took.toSeconds() + " s", "an end", true);
        }
        polite(web, report);
        reached(web, real, report);
        Await.until(
            "the given pages are judged", READY, () -> seen.judged.containsAll(given(web, real)));
        charsets(web.world(), seen, report);
        refusals(web, seen, report);
      }
    }
  }

  /// The crawlers beside the factory's own.
  private static final class Others implements AutoCloseable {
    private final Path root;
    private final ScratchFactory factory;
    private final WalkReport report;
    private final List<CrawlerNode> running = new ArrayList<>();

    Others(Path root, ScratchFactory factory, WalkReport report) {
      this.root = root;
      this.factory = factory;
      this.report = report;
    }

    private void start() throws java.io.IOException {
      running.add(CrawlerNode.start(root, factory, settings()));
    }

    void first(int nodes) throws Exception {
      if (nodes > 1) {
        start();
      }
    }

    /// Kills the second and lets the third join while pages come in.
    void joinAndDie(int nodes, java.util.concurrent.Callable<Boolean> moves) throws Exception {
      if (nodes > 1) {
        Await.until("pages come in", READY, moves);
        running.getFirst().kill();
      }
      if (nodes > 2) {
        start();
        report.saw(
            "a crawler killed (-9), another one joins",
            running.stream().filter(CrawlerNode::isAlive).count() + " beside the factory's own",
            "one dead, one come",
            true);
      }
    }

    @Override
    public void close() throws java.io.IOException {
      for (CrawlerNode node : running) {
        node.close();
      }
    }
  }

  private static Set<String> given(WebServer web, Set<String> real) {
    Set<String> given = new HashSet<>(web.log().given().keySet());
    given.retainAll(real);
    return given;
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("SAMPLES", "0");
    settings.put("TRAIN_CONTINUOUS", "0");
    settings.put("CRAWLER_LOCAL_MIN_INTERVAL_SEC", "" + INTERVAL.toMillis() / 1000.0);
    settings.put("CRAWLER_LOCAL_CONCURRENCY", "" + CONCURRENCY);
    settings.put("CRAWLER_LOCAL_AHEAD", "1");
    settings.put("MAX_CRAWLER_WORKERS", "" + WORKERS);
    settings.put("CRAWLER_RETRY_SEC", "2");
    settings.put("CRAWLER_ROBOTS_RETRY_SEC", "3");
    return settings;
  }

  private static Map<String, String> marks(WebWorld world) {
    Map<String, String> marks = new ConcurrentHashMap<>();
    world
        .hosts()
        .forEach(host ->
            host.realPaths()
                .forEach(path -> marks.put(host.url(path), WebText.mark(host.charset()))));
    return marks;
  }

  /// The web as one source whose scope is all its hosts, seeded at the first; and the private
  /// address, in all its spellings, as sources that are not allowed local addresses.
  private static void declare(ScratchFactory factory, WebServer web) {
    List<WebHost> all = web.world().hosts();
    List<String> scope = new ArrayList<>(all.stream().map(host -> host.url("/")).toList());
    scope.add("http://169.254.169.254/");
    try (EventProducer producer = EventProducer.open(factory.kafka(), "walk-web")) {
      declare(producer, "web", all.getFirst().url("/"), scope, true);
      int number = 0;
      for (String url : web.privateUrls()) {
        declare(producer, "private-" + number++, url, List.of(), false);
      }
    }
  }

  private static void declare(
      EventProducer producer, String id, String url, List<String> scope, boolean local) {
    producer.sendAndWait(
        Topics.CRAWL_SOURCES,
        id,
        SourceDeclared.newBuilder()
            .setSourceId(id)
            .setKind("web")
            .setAddress(url)
            .setScope(scope)
            .setLocalAllowed(local)
            .setActor("walk")
            .setDeclaredAt(Instant.now())
            .build());
  }

  /// Waits until nothing has been asked for a while.
  private Duration quiet(WebLog log) {
    AtomicLong requests = new AtomicLong(-1);
    AtomicLong since = new AtomicLong(System.nanoTime());
    return Await.until(
        "the web is quiet",
        limit,
        () -> {
          long now = log.size();
          if (requests.getAndSet(now) != now) {
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() > QUIET.toNanos();
        });
  }

  private static void polite(WebServer web, WalkReport report) {
    WebLog log = web.log();
    none("requests that robots.txt forbids", log.forbidden(), report);
    none("pages before robots.txt was answered", log.withoutRobots(), report);
    none("sooner than the host's interval", log.tooSoon(INTERVAL, TOLERANCE), report);
    none("sooner than the address's interval", log.tooSoonAtAddress(INTERVAL, TOLERANCE), report);
    none("sooner than the Crawl-delay", log.tooSoonForCrawlDelay(CRAWL_DELAY, TOLERANCE), report);
    int open = log.mostOpen();
    report.saw("open at once at a host", open, "at most " + CONCURRENCY, open <= CONCURRENCY);
    int reached = web.privateRequests();
    report.saw("requests to the private address", reached, "0", reached == 0);
    report.saw("user agents", log.agents(), "ours", log.agents().size() == 1);
  }

  private static void none(String step, Collection<String> found, WalkReport report) {
    String seen = found.isEmpty() ? "0" : found.size() + ": " + first(found);
    report.saw(step, seen, "0", found.isEmpty());
  }

  private static List<String> first(Collection<String> found) {
    return found.stream().limit(SHOWN).toList();
  }

  private static void reached(WebServer web, Set<String> real, WalkReport report) {
    WebLog log = web.log();
    Map<String, Long> given = log.given();
    List<String> missed = real.stream().filter(url -> !given.containsKey(url)).sorted().toList();
    double share = 1 - (double) missed.size() / real.size();
    report.saw(
        "real pages reached",
        "%.2f %%, missed %d: %s".formatted(100 * share, missed.size(), first(missed)),
        "99 % or more",
        share >= REACHED);
    double trapped = (double) log.trapped() / log.pagesAsked();
    report.saw(
        "fetches that went into traps",
        "%.2f %% of %d: %s".formatted(100 * trapped, log.pagesAsked(), log.byTrap()),
        "at most 2 %",
        trapped <= MOST_TRAPPED);
    long again = given.values().stream().filter(times -> times > 1).count();
    report.saw(
        "pages given more than once, killed in between",
        again,
        "at most what was in hand, " + 2 * WORKERS,
        again <= 2 * WORKERS);
  }

  private static void charsets(WebWorld world, Seen seen, WalkReport report) {
    Map<Charset, int[]> counts = new TreeMap<>();
    for (WebHost host : world.hosts()) {
      int[] count = counts.computeIfAbsent(host.charset(), _ -> new int[2]);
      host.realPaths()
          .forEach(path -> {
            Boolean right = seen.accepted.get(host.url(path));
            if (right != null) {
              count[right ? 0 : 1]++;
            }
          });
    }
    counts.forEach((charset, count) ->
        report.saw(
            "text of " + charset,
            "%d pages right, %d wrong".formatted(count[0], count[1]),
            "some right, none wrong",
            count[0] > 0 && count[1] == 0));
  }

  private static void refusals(WebServer web, Seen seen, WalkReport report) {
    Set<String> wanted = new TreeSet<>(Set.of("http://169.254.169.254/latest/meta-data/"));
    web.privateUrls().forEach(url -> wanted.add(CanonicalUrl.parse(url).orElseThrow().text()));
    List<String> missing =
        wanted.stream().filter(url -> !"ADDRESS_FORBIDDEN".equals(seen.outcomes.get(url))).toList();
    report.saw(
        "private addresses in every spelling",
        missing.isEmpty() ? "ADDRESS_FORBIDDEN: " + wanted : "not refused: " + missing,
        "refused by name, the metadata service too",
        missing.isEmpty());
  }
}
