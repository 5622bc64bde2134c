package aifactory.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/// The console with what it lives on taken away: Kafka stands still and is then killed -9, Postgres
/// is killed -9, the console itself is killed -9 in the middle of orders. Every order that was
/// answered with success is in its topic once, no other is, every event is counted once, and the
/// page finds back by itself.
final class ConsoleKillsWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration BACK = Duration.ofMinutes(3);
  private static final int EVENTS = 1000;
  private static final int ORDERS_BETWEEN = 8;
  private static final long LONGEST_PAUSE_MILLIS = 700;

  private final Duration away;
  private final int kills;

  ConsoleKillsWalk(Scale scale) {
    this.away = Duration.ofSeconds(scale == Scale.FULL ? 60 : 10);
    this.kills = scale == Scale.FULL ? 5 : 1;
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    Map<String, String> settings =
        Map.of("SAMPLES", "0", "SERVICES", "console", "DEFAULT_POLICIES", "0");
    try (ScratchFactory factory =
        ScratchFactory.start(root, settings, System.getenv("WALK_KEEP_HOME") != null)) {
      factory.awaitReady(READY);
      String source = declared(factory.rest());
      try (PageStream page = new PageStream(factory.port("CONSOLE_PORT"));
          OrdersTold told = new OrdersTold(factory.kafka());
          FetchEvents events = new FetchEvents(factory.kafka(), source);
          OrderFlow orders = new OrderFlow(factory.rest())) {
        Await.until("the page is live", BACK, page::isLive);
        kafkaAway(factory, page, told, events, report);
        report.saw(
            "events of that time in the view",
            Await.until("all are counted", BACK, () -> counted(factory, source) == EVENTS)
                    .toMillis()
                + " ms after Kafka was back",
            "all " + EVENTS,
            true);
        orders.begin();
        killed(factory, "postgres", page, events, orders, report);
        for (int i = 0; i < kills; i++) {
          killed(factory, "console", page, events, orders, report);
        }
        orders.end();
        compare(factory, told, orders, report);
        long sent = (2L + kills) * EVENTS;
        Await.until("all events are counted", BACK, () -> counted(factory, source) >= sent);
        report.saw(
            "events in the view",
            counted(factory, source),
            sent + ", each once",
            counted(factory, source) == sent);
      }
    }
  }

  private static String declared(FactoryRest console) throws Exception {
    FactoryRest.Answer answer =
        console.post("/api/sources", "{\"kind\":\"web\",\"address\":\"https://away.example/\"}");
    return answer.json().path("source_id").asText();
  }

  private static long counted(ScratchFactory factory, String source) throws Exception {
    return factory
        .rest()
        .get("/api/sources/" + source)
        .json()
        .path("source")
        .path("attempts")
        .asLong();
  }

  /// Stands still as a broker behind a broken network does, then dies, then comes back.
  private void kafkaAway(
      ScratchFactory factory,
      PageStream page,
      OrdersTold told,
      FetchEvents events,
      WalkReport report)
      throws Exception {
    long kafka = factory.freeze("kafka");
    long end = System.nanoTime() + away.toNanos();
    events.send(EVENTS);
    long began = System.nanoTime();
    List<String> ids = fiveOrders(factory.rest());
    report.saw(
        "orders taken while Kafka is away",
        "%d within %d ms".formatted(ids.size(), (System.nanoTime() - began) / 1_000_000),
        "5",
        ids.size() == 5);
    Await.until("the outage has lasted", away.plusSeconds(1), () -> System.nanoTime() - end >= 0);
    Await.until("the page says that orders are not passed on", BACK, () -> !page.isLive());
    report.saw("of them in a topic meanwhile", told.among(ids), "0", told.among(ids) == 0);
    factory.kill("kafka");
    events.awaitSent(BACK);
    Await.until("Kafka is another process", BACK, () -> factory.pidOf("kafka") != kafka);
    Duration took = Await.until("every order is in its topic", BACK, () -> told.among(ids) == 5);
    report.saw(
        "orders in their topics, Kafka away for %d s".formatted(away.toSeconds()),
        "5, %.1f s after it took events again".formatted(took.toMillis() / 1e3),
        "5",
        true);
    Duration seen = Await.until("the page is live", BACK, page::isLive);
    report.saw("page live again after", seen.toMillis() + " ms", "by itself", true);
  }

  /// Five orders of four kinds; the ids of those that were taken.
  private static List<String> fiveOrders(FactoryRest console) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ids.add(
          console
              .post("/api/policies", "{\"domain_pattern\":\"away%d.example\"}".formatted(i))
              .json()
              .path("event_id")
              .asText());
    }
    ids.add(
        console
            .post("/api/takedowns", "{\"target_kind\":\"DOMAIN\",\"target\":\"gone.example\"}")
            .json()
            .path("event_id")
            .asText());
    ids.add(
        console
            .post("/api/sources", "{\"kind\":\"web\",\"address\":\"https://meanwhile.example/\"}")
            .json()
            .path("source_id")
            .asText());
    ids.add(
        console.post("/api/control", "{\"action\":\"start\"}").json().path("command_id").asText());
    ids.removeIf(String::isEmpty);
    return ids;
  }

  private static void killed(
      ScratchFactory factory,
      String part,
      PageStream page,
      FetchEvents events,
      OrderFlow orders,
      WalkReport report)
      throws Exception {
    orders.awaitTaken(ORDERS_BETWEEN, BACK);
    long instant =
        System.nanoTime()
            + Duration.ofMillis(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS))
                .toNanos();
    Await.until("a moment like any other", BACK, () -> System.nanoTime() - instant >= 0);
    int before = orders.taken().size();
    long refused = orders.failed();
    CrashWalk.killAndAwait(factory, part, () -> true, report);
    page.forget();
    events.send(EVENTS);
    Duration live = Await.until("the page is live", BACK, page::isLive);
    orders.awaitTaken(ORDERS_BETWEEN, BACK);
    events.awaitSent(BACK);
    report.saw(
        "page live again after " + part + " was killed",
        "%d ms; %d orders failed meanwhile, %d taken since"
            .formatted(live.toMillis(), orders.failed() - refused, orders.taken().size() - before),
        "by itself",
        true);
  }

  private static void compare(
      ScratchFactory factory, OrdersTold told, OrderFlow orders, WalkReport report)
      throws Exception {
    Set<String> kept = kept(factory.rest());
    Await.until("every policy is in its topic", BACK, () -> told.policies().containsAll(kept));
    told.settle(factory.kafka(), BACK);
    Set<String> lost = new TreeSet<>(orders.taken());
    lost.removeAll(kept);
    report.saw("orders answered with success and lost", lost, "none", lost.isEmpty());
    Set<String> invented = new TreeSet<>(told.policies());
    invented.removeAll(kept);
    report.saw("events without an order", invented, "none", invented.isEmpty());
    report.saw(
        "events told twice, of " + told.total(),
        told.repeated(),
        "none",
        told.repeated().isEmpty());
  }

  /// Every policy that the console holds.
  private static Set<String> kept(FactoryRest console) throws Exception {
    Set<String> patterns = new TreeSet<>();
    for (int offset = 0; ; offset += 100) {
      JsonNode page =
          console.get("/api/policies?limit=100&offset=" + offset).json().path("policies");
      page.forEach(each -> patterns.add(each.path("domain_pattern").asText()));
      if (page.size() < 100) {
        return patterns;
      }
    }
  }
}
