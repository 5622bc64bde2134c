package aifactory.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The console of a large factory: a million documents, a hundred thousand points of training, a
/// hundred nodes. How fast its read model is made, that made again from the log it is the same, and
/// how long the overview takes.
final class ConsoleScaleWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int NODES = 100;
  private static final int RUNS = 10;
  private static final int LOOKS = 40;
  private static final double EVENTS_PER_SECOND = 2000;
  private static final double OVERVIEW_MILLIS = 200;
  private static final double LINEAGE_MILLIS = 500;
  private static final double SEARCH_MILLIS = 1000;

  private final int documents;
  private final int points;
  private final int verdicts;
  private final double slowest;
  private int history;

  ConsoleScaleWalk(Scale scale) {
    this.documents = scale == Scale.FULL ? 1_000_000 : 10_000;
    this.verdicts = documents / 10;
    this.slowest = scale == Scale.FULL ? EVENTS_PER_SECOND : 0; // few events are all start
    this.points = scale == Scale.FULL ? 100_000 : 1_000;
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    Map<String, String> settings = Map.of("SAMPLES", "0", "SERVICES", "console");
    try (ScratchFactory factory =
            ScratchFactory.start(root, settings, System.getenv("WALK_KEEP_HOME") != null);
        PageStream page = new PageStream(factory.port("CONSOLE_PORT"))) {
      factory.awaitReady(READY);
      ViewTables view = new ViewTables(factory);
      try (ConsoleLoad load = new ConsoleLoad(factory.kafka())) {
        long began = System.nanoTime();
        load.points(points, RUNS);
        load.documents(documents);
        load.verdicts(verdicts);
        history = load.history(points);
        Instant sent = Instant.now();
        Await.until("everything is in the view", LIMIT, () -> isWhole(view, page, sent));
        rate("events into the view", began, report);
        Map<String, String> before = view.hashes();
        long killed = factory.kill("console");
        long emptied = System.nanoTime();
        view.empty();
        page.forget();
        Await.until("the console is back", READY, () -> factory.pidOf("console") != killed);
        Await.until("the view is whole again", LIMIT, () -> isWhole(view, page, sent));
        rate("view rebuilt, with the console's start", emptied, report);
        CrashWalk.compare("tables by SHA-256", before, view.hashes(), report);
        load.beats(NODES);
        overview(factory.rest(), load, page, report);
        lineage(factory.rest(), report);
        search(factory.rest(), report);
      }
    }
  }

  /// Nothing waits in a picture that was made after everything was sent, and what is told of last
  /// is there: a console that has just begun knows of no lag yet.
  private boolean isWhole(ViewTables view, PageStream page, Instant sent) throws Exception {
    JsonNode picture = page.factory();
    return picture.path("lag").asLong(1) == 0
        && Instant.parse(picture.path("at").asText(Instant.EPOCH.toString())).isAfter(sent)
        && view.documents() == documents
        && view.rows("acknowledgement") == points;
  }

  private void rate(String step, long began, WalkReport report) {
    double seconds = (System.nanoTime() - began) / 1e9;
    int events = documents + points + 2 * verdicts + history;
    report.saw(step, "%d events in %.1f s".formatted(events, seconds), "all", true);
    report.reached(step + " a second", events / seconds, "events", slowest);
  }

  /// Documents all over the corpus, withdrawn ones among them.
  private void lineage(FactoryRest console, WalkReport report) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++) {
      String page = ConsoleLoad.page(i * (documents / LOOKS));
      long began = System.nanoTime();
      FactoryRest.Answer answer =
          console.get("/api/lineage?target=" + URLEncoder.encode(page, StandardCharsets.UTF_8));
      millis.add((System.nanoTime() - began) / 1e6);
      if (answer.status() != 200) {
        report.saw("where " + page + " is", answer.status() + " " + answer.body(), "200", false);
      }
    }
    report.measured("a document's lineage, median", median(millis), "ms", LINEAGE_MILLIS);
  }

  /// Parts of addresses that only one document has: nothing shorter than the whole list will do.
  private void search(FactoryRest console, WalkReport report) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++) {
      String part =
          URLEncoder.encode(ConsoleLoad.page(i * (documents / LOOKS)), StandardCharsets.UTF_8);
      long began = System.nanoTime();
      FactoryRest.Answer answer = console.get("/api/documents?limit=12&q=" + part);
      millis.add((System.nanoTime() - began) / 1e6);
      if (answer.status() != 200 || !answer.body().contains("/page/")) {
        report.saw("documents like " + part, answer.status() + " " + answer.body(), "200", false);
      }
    }
    report.measured(
        "documents by a part of the address, median", median(millis), "ms", SEARCH_MILLIS);
  }

  /// The overview is one picture a second after the last was made: what is over the second is the
  /// making.
  private static void overview(
      FactoryRest console, ConsoleLoad load, PageStream page, WalkReport report) throws Exception {
    List<Double> asked = new ArrayList<>();
    List<Double> made = new ArrayList<>();
    String last = page.factory().path("at").asText("");
    for (int i = 0; i < LOOKS; i++) {
      load.beats(NODES);
      long began = System.nanoTime();
      console.get("/api/status");
      asked.add((System.nanoTime() - began) / 1e6);
      String seen = last;
      Await.until(
          "the next picture", READY, () -> !page.factory().path("at").asText("").equals(seen));
      String next = page.factory().path("at").asText();
      if (i > 0) {
        made.add(Duration.between(Instant.parse(seen), Instant.parse(next)).toMillis() - 1000.0);
      }
      last = next;
    }
    report.measured("status answered, median", median(asked), "ms", OVERVIEW_MILLIS);
    report.measured("overview made, median", median(made), "ms", OVERVIEW_MILLIS);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
