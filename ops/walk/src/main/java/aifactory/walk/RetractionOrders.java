package aifactory.walk;

import aifactory.event.DocumentAccepted;
import aifactory.event.RetractionReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Each kind of order once, as a person gives it: `./factory retract`, a page that changes, and
/// what `explain`, `dataset export` and `rejudge` say to it.
final class RetractionOrders {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHANGED_PAGE = 3;

  private final ScratchFactory factory;
  private final RetractionDoors doors;
  private final RetractionPages pages;
  private final RetractionScale scale;
  private final WalkReport report;

  RetractionOrders(
      ScratchFactory factory,
      RetractionDoors doors,
      RetractionPages pages,
      RetractionScale scale,
      WalkReport report) {
    this.factory = factory;
    this.doors = doors;
    this.pages = pages;
    this.scale = scale;
    this.report = report;
  }

  void take() throws Exception {
    Target page = Target.url(pages.url(1), RetractionPages.pageWord(1));
    String document = doors.versions(page).getFirst().getDocumentId();
    retract("URL", page, pages.url(1));
    retract("DOCUMENT", Target.url(pages.url(2), RetractionPages.pageWord(2)), document(2));
    int last = scale.domains() - 1;
    String domain = RetractionPages.domain(last);
    retract("DOMAIN", Target.domain(domain, RetractionPages.domainWord(last)), domain);
    changed();
    explained(document);
    rejudged();
    refused();
  }

  private String document(int page) {
    return doors
        .versions(Target.url(pages.url(page), RetractionPages.pageWord(page)))
        .getFirst()
        .getDocumentId();
  }

  private void retract(String kind, Target target, String named) throws Exception {
    List<DocumentAccepted> versions = doors.versions(target);
    try (SearchProbe probe = new SearchProbe(doors.rest, target)) {
      Await.until(target.name() + " is found", RetractionDoors.LIMIT, probe::isSeen);
      boolean typed = scale.everyOrderTyped() || kind.equals("DOCUMENT");
      RetractionDoors.Ordered ordered =
          typed ? typed(kind, named, versions.size()) : doors.takeDown(kind, named, true);
      Await.until(
          target.name() + " is not found any more",
          RetractionDoors.LIMIT,
          () -> probe.isGoneFor(RetractionDoors.QUIET));
      within("a %s retracted, out of search".formatted(kind), ordered.until(probe.lastSeen()));
      report.saw(
          "  in the register, by TAKEDOWN and its cause",
          "%d versions after %d ms"
              .formatted(versions.size(), doors.registered(versions, ordered).toMillis()),
          "all",
          true);
      report.saw(
          "  a dataset version with it sealed",
          "after %d ms".formatted(doors.sealed(ordered).toMillis()),
          "sealed",
          true);
      batches(kind, target, ordered);
      if (typed) {
        export(target, versions.size());
      }
      undo(kind, named, typed);
      Await.until(target.name() + " is found again", RetractionDoors.LIMIT, probe::isSeen);
      doors.allowedAgain(versions);
      report.saw("  undone", "found again, register says so", "found again", true);
    }
  }

  private RetractionDoors.Ordered typed(String kind, String named, int versions) throws Exception {
    JsonNode said = json(factory.say("retract", named, "--reason", "walk", "--json"));
    long counted = said.path("versions_registered").asLong();
    report.saw(
        "./factory retract, %s".formatted(kind),
        "%d of %d versions counted before it ended".formatted(counted, versions),
        "at most all",
        counted <= versions && said.path("target_kind").asText().equals(kind));
    return ordered(said.path("event_id").asText());
  }

  private void undo(String kind, String named, boolean typed) throws Exception {
    if (!typed) {
      var ignored = doors.takeDown(kind, named, false);
      return;
    }
    ScratchFactory.Said said = factory.say("retract", named, "--undo");
    if (said.code() != 0) {
      throw new IllegalStateException("not undone: " + said.out());
    }
  }

  /// The command does not say when the answer came: the time in the order, which is earlier.
  private RetractionDoors.Ordered ordered(String eventId) throws Exception {
    for (JsonNode order : doors.rest.get("/api/takedowns?limit=10").json().path("takedowns")) {
      if (order.path("event_id").asText().equals(eventId)) {
        Instant clock = Instant.parse(order.path("ordered_at").asText());
        long ago = Duration.between(clock, Instant.now()).toNanos();
        return new RetractionDoors.Ordered(
            eventId, RetractionReason.TAKEDOWN, System.nanoTime() - ago, clock);
      }
    }
    throw new IllegalStateException("the console does not know order " + eventId);
  }

  private void within(String step, Duration took) {
    report.saw(
        step,
        "last answer with it %d ms after the order".formatted(took.toMillis()),
        "within " + scale.bound().toSeconds() + " s",
        took.compareTo(scale.bound()) <= 0);
  }

  private void batches(String kind, Target target, RetractionDoors.Ordered ordered)
      throws Exception {
    long now = System.nanoTime();
    var last = doors.steps.lastBatchWith(target, ordered.at(), now);
    within(
        "  %s: batches of %d steps since"
            .formatted(kind, doors.steps.between(ordered.at(), now).size()),
        last.isPresent() ? ordered.until(last.getAsLong()) : Duration.ZERO);
  }

  /// Exports the newest version now, while the target is withdrawn.
  private void export(Target target, int versions) throws Exception {
    Path directory = Files.createTempDirectory(factory.home(), "export-");
    JsonNode said =
        json(factory.say("dataset", "export", "--format", "jsonl", "--out", directory.toString()));
    long with = 0;
    long rows = 0;
    try (var lines = Files.newBufferedReader(Path.of(said.path("file").asText()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows++;
        with += target.isIn(JSON.readTree(line)) ? 1 : 0;
      }
    }
    report.saw(
        "  an export meanwhile",
        "%d rows, of %d withdrawn versions %d".formatted(rows, versions, with),
        "none of them",
        with == 0 && rows > 0 && rows == said.path("documents").asLong());
  }

  private void changed() throws Exception {
    Target page = Target.url(pages.url(CHANGED_PAGE), RetractionPages.pageWord(CHANGED_PAGE));
    List<DocumentAccepted> old = doors.versions(page);
    Target oldVersion = Target.version(old.getFirst().getVersion(), page.query());
    try (SearchProbe probe = new SearchProbe(doors.rest, oldVersion)) {
      Await.until("the old version is found", RetractionDoors.LIMIT, probe::isSeen);
      pages.change(CHANGED_PAGE, 1);
      RetractionDoors.Ordered sent = RetractionDoors.Ordered.now("", RetractionReason.CHANGED);
      Await.until(
          "the old version is not found any more",
          RetractionDoors.LIMIT,
          () -> probe.isGoneFor(RetractionDoors.QUIET));
      within("a page that changed, old version out of search", sent.until(probe.lastSeen()));
      Duration registered = doors.registered(old, sent);
      report.saw(
          "  old version in the register",
          "CHANGED after %d ms".formatted(registered.toMillis()),
          "CHANGED",
          true);
    }
    Target now = Target.url(pages.url(CHANGED_PAGE), page.query());
    try (SearchProbe probe = new SearchProbe(doors.rest, now)) {
      Await.until("the new version is found", RetractionDoors.LIMIT, probe::isSeen);
    }
    report.saw("  its new version", "found", "found", doors.versions(page).size() == 2);
  }

  private void explained(String document) throws Exception {
    JsonNode told = json(factory.say("explain", "document", document));
    JsonNode version = told.path("versions").path(0);
    report.saw(
        "explain document",
        "raw %s:%s, %d register entries, %d dataset versions, %d checkpoints, judged now: %d steps"
            .formatted(
                version.path("raw_partition"),
                version.path("raw_offset"),
                told.path("register").size(),
                version.path("datasets").size(),
                version.path("checkpoints").size(),
                version.path("judged_now").path("findings").size()),
        "all of it",
        told.path("register").size() >= 2
            && !version.path("datasets").isEmpty()
            && !version.path("checkpoints").isEmpty()
            && version.path("withdrawn").isEmpty()
            && !version.path("judged_now").path("findings").isEmpty());
    long step = doors.steps.steps() - 1;
    JsonNode batch =
        json(
            factory.say(
                "explain", "batch", "--run", doors.steps.run(), "--step", Long.toString(step)));
    report.saw(
        "explain batch",
        "step %d of %s: %d pieces of dataset %s"
            .formatted(
                step,
                doors.steps.run(),
                batch.path("pieces").size(),
                batch.path("datasetId").asText()),
        "pieces",
        !batch.path("pieces").isEmpty());
  }

  /// A page that comes while its domain is forbidden is rejected; once the domain is allowed,
  /// `rejudge` accepts it from the raw log.
  private void rejudged() throws Exception {
    int scout = scale.documents() + 1;
    int page = scout + scale.domains(); // of the same domain
    String domain = RetractionPages.domain(pages.domainOf(page));
    var ignored = doors.forbid(domain, true);
    Await.until(
        "pages of the domain are rejected",
        RetractionDoors.LIMIT,
        () -> {
          pages.change(scout, (int) (System.nanoTime() >>> 20));
          return isForbidden(scout);
        });
    pages.change(page, 0);
    Await.until("the page is rejected", RetractionDoors.LIMIT, () -> isForbidden(page));
    var allowed = doors.forbid(domain, false);
    List<JsonNode> said = new ArrayList<>();
    Await.until(
        "rejudge finds it",
        RetractionDoors.LIMIT,
        () -> {
          said.add(json(factory.say("rejudge", "--reason", "POLICY_FORBIDS", "--domain", domain)));
          return said.getLast().path("changed").asLong() > 0;
        });
    Target target = Target.url(pages.url(page), RetractionPages.pageWord(page));
    try (SearchProbe probe = new SearchProbe(doors.rest, target)) {
      Await.until("the rejudged page is found", RetractionDoors.LIMIT, probe::isSeen);
    }
    report.saw(
        "rejudge of what a policy had rejected",
        "%s, found %d ms after the domain was allowed"
            .formatted(said.getLast(), allowed.until(System.nanoTime()).toMillis()),
        "changed, found",
        true);
  }

  private boolean isForbidden(int page) {
    return "POLICY_FORBIDS".equals(reason(pages.url(page)));
  }

  private void refused() throws Exception {
    FactoryRest preprocess = factory.service("PREPROCESS_PORT"); // without a token
    int seal = preprocess.post("/api/seal", "{}").status();
    int rejudge = preprocess.post("/api/rejudge", "{\"all\":true}").status();
    report.saw(
        "seal and rejudge without a token",
        "%d, %d".formatted(seal, rejudge),
        "401, 401",
        seal == 401 && rejudge == 401);
  }

  private String reason(String url) {
    var rejected = doors.topics.rejected().get(url);
    return rejected == null ? "" : String.valueOf(rejected.getReason());
  }

  private static JsonNode json(ScratchFactory.Said said) throws Exception {
    if (said.code() != 0) {
      throw new IllegalStateException("exit code " + said.code() + ": " + said.out());
    }
    return JSON.readTree(said.out());
  }
}
