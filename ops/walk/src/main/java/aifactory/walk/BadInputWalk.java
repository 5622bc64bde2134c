package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentFetched;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventProducer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Bad input at every door of a whole factory: pages, records, requests. Each must end in a named
/// reason or a dead letter with the original bytes, and the flow must go on.
final class BadInputWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<String> INFERENCE_POSTS =
      List.of("/v1/chat/completions", "/v1/completions", "/api/generate");

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    Map<String, String> settings = Map.of("SAMPLES", "0", "TRAIN_CONTINUOUS", "0");
    try (ScratchFactory factory =
            ScratchFactory.start(root, settings, System.getenv("WALK_KEEP_HOME") != null);
        BadSite site = new BadSite()) {
      factory.awaitReady(READY);
      try (Observed observed = new Observed(factory.kafka());
          EventProducer producer = EventProducer.open(factory.kafka(), "walk")) {
        declare(producer, site);
        pages(site, factory, observed, report);
        records(factory, report);
        stillFlows(producer, observed, report);
        requests(factory.rest(), report);
      }
    }
  }

  private static void declare(EventProducer producer, BadSite site) {
    producer.sendAndWait(
        Topics.CRAWL_SOURCES,
        "bad-site",
        SourceDeclared.newBuilder()
            .setSourceId("bad-site")
            .setKind("web")
            .setAddress(site.address())
            .setLocalAllowed(true)
            .setActor("walk")
            .setDeclaredAt(Instant.now())
            .build());
  }

  private static void pages(
      BadSite site, ScratchFactory factory, Observed observed, WalkReport report) {
    String good = site.address() + "good.html";
    Await.until(
        "the good page is accepted",
        LIMIT,
        () -> observed.accepted(good).isPresent(),
        () ->
            "%s; first page %s; %s"
                .formatted(
                    observed.about(good), observed.about(site.address()), factory.warnings()));
    report.saw("good page beside bad ones", "accepted", "accepted", true);
    judged("malformed HTML", site.address() + "malformed.html", observed, report);
    String wrong = site.address() + "wrong-charset.html";
    judged("wrong charset declared", wrong, observed, report);
    report.saw(
        "  unreadable text in the corpus",
        observed.accepted(wrong).map(page -> page.getText().contains("文字コード")).orElse(true)
            ? "none"
            : "accepted as it was",
        "none",
        observed.accepted(wrong).map(page -> page.getText().contains("文字コード")).orElse(true));
    rejected("binary served as HTML", site.address() + "binary.html", observed, report);
    ended("50 MB page", site.address() + "huge.html", observed, report);
    ended("endless response", site.address() + "endless.html", observed, report);
  }

  private static void judged(String step, String url, Observed observed, WalkReport report) {
    Await.until(
        step,
        LIMIT,
        () -> observed.accepted(url).isPresent() || observed.rejected(url).isPresent(),
        () -> observed.about(url));
    String verdict =
        observed.rejected(url).map(page -> "rejected " + page.getReason()).orElse("accepted");
    report.saw(
        step,
        verdict,
        "accepted, or rejected with a reason",
        verdict.equals("accepted") || verdict.length() > "rejected ".length());
  }

  private static void rejected(String step, String url, Observed observed, WalkReport report) {
    Await.until(step, LIMIT, () -> observed.rejected(url).isPresent(), () -> observed.about(url));
    String reason = observed.rejected(url).map(page -> page.getReason()).orElse("");
    report.saw(step, "rejected " + reason, "rejected with a reason", !reason.isEmpty());
  }

  private static void ended(String step, String url, Observed observed, WalkReport report) {
    Await.until(step, LIMIT, () -> observed.outcome(url).isPresent(), () -> observed.about(url));
    var outcome = observed.outcome(url).orElseThrow();
    report.saw(
        step,
        "%s, %d bytes read (%s)"
            .formatted(outcome.getOutcome(), outcome.getBytes(), outcome.getDetail()),
        "TOO_LARGE",
        outcome.getOutcome().equals("TOO_LARGE"));
  }

  private static void records(ScratchFactory factory, WalkReport report) throws Exception {
    GarbageRecords garbage = new GarbageRecords(factory.kafka());
    garbage.send();
    Set<String> missing = garbage.missingAfter(LIMIT);
    report.saw(
        "garbage on each of %d topics".formatted(Topics.ALL.size()),
        missing.isEmpty() ? "all in dead-letter topics, bytes equal" : "not kept: " + missing,
        "dead letters with the original bytes",
        missing.isEmpty());
  }

  private static void stillFlows(EventProducer producer, Observed observed, WalkReport report) {
    String url = "http://foreign.example/after-garbage";
    String text =
        "<html lang=en><title>After the garbage</title><main>"
            + "<p>The stream goes on after records that nobody could read, and this page proves it by arriving. "
                .repeat(6)
            + "</main></html>";
    producer.sendAndWait(
        Topics.CRAWL_DOCUMENTS,
        url,
        DocumentFetched.newBuilder()
            .setUrl(url)
            .setBody(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
            .setContentType("text/html; charset=utf-8")
            .setFetchedAt(Instant.now())
            .build());
    Duration took =
        Await.until(
            "a page after the garbage is judged",
            LIMIT,
            () -> observed.accepted(url).isPresent() || observed.rejected(url).isPresent());
    report.saw(
        "a foreign page afterwards",
        "judged after " + took.toMillis() + " ms",
        "judged",
        observed.accepted(url).isPresent() || observed.rejected(url).isPresent());
  }

  private static void requests(FactoryRest rest, WalkReport report) throws Exception {
    List<String> wrong = new ArrayList<>();
    List<String> paths = new ArrayList<>(INFERENCE_POSTS);
    JsonNode described = rest.get("/q/openapi?format=json").json().path("paths");
    described
        .fieldNames()
        .forEachRemaining(path -> {
          if (described.path(path).has("post")) {
            paths.add(path.replaceAll("\\{[^}]+}", "unknown"));
          }
        });
    for (String path : paths) {
      int status = rest.post(path, "{\"broken\": [1, 2").status();
      if (status < 400 || status >= 500) {
        wrong.add(path + " answered " + status);
      }
    }
    report.saw(
        "malformed JSON to %d endpoints".formatted(paths.size()),
        wrong.isEmpty() ? "each a 4xx" : wrong,
        "each a 4xx",
        wrong.isEmpty());
  }
}
