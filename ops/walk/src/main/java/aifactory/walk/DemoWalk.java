package aifactory.walk;

import aifactory.event.Decision;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelDecided;
import aifactory.event.ModelEvaluated;
import aifactory.event.NodeBeat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The main job once: crawl → kill a part → clean → seal → train → refuse → promote → answer → a
/// foreign page → forbid it.
final class DemoWalk implements Walk {
  private static final String DEFAULT_MIN_SCORE = "0.72";
  private static final int JAPANESE_WEIGHT = 6;

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration CRAWLED = Duration.ofMinutes(10);
  private static final Duration TRAINED = Duration.ofMinutes(25);
  private static final Duration SOON = Duration.ofMinutes(2);

  private static final List<String> SERVICES =
      List.of("crawler", "preprocess", "trainer", "inference", "console");

  private final DemoScale scale;

  DemoWalk(Scale scale) {
    this.scale = DemoScale.of(scale);
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    boolean keep = System.getenv().getOrDefault("DEMO_KEEP_HOME", "0").equals("1");
    try (ScratchFactory factory = ScratchFactory.start(root, scale.environment(), keep)) {
      long began = System.nanoTime();
      factory.awaitReady(READY);
      report.saw("all parts ready", seconds(began), "ready", true);
      try (TopicPicture topics = new TopicPicture(factory.kafka())) {
        weighJapanese(factory.rest(), report);
        killWhileWorking(factory, topics, report);
        crawled(topics, report);
        sealed(topics, report);
        trained(topics, report);
        decided(factory, topics, report);
        new DemoAnswers(factory, topics, report, scale.freshness()).ask();
        logged(factory.rest(), topics, report);
      }
      report.saw("the whole walk", seconds(began), "an end", true);
    }
  }

  /// A sixteenth of the corpus is Japanese: by its weight it is a quarter of what is drawn. Before
  /// the first dataset is sealed, so that every batch of the run is drawn by it.
  private static void weighJapanese(FactoryRest rest, WalkReport report) throws Exception {
    FactoryRest.Answer answer =
        rest.post(
            "/api/policies",
            "{\"domain_pattern\":\"ja.samples.localhost\",\"base_weight\":%d,\"notes\":\"demo\"}"
                .formatted(JAPANESE_WEIGHT));
    report.saw(
        "the Japanese site weighted",
        "%d times, by policy: %d".formatted(JAPANESE_WEIGHT, answer.status()),
        "2xx",
        answer.status() < 300);
  }

  private static void killWhileWorking(
      ScratchFactory factory, TopicPicture topics, WalkReport report) throws Exception {
    Await.until("the crawler's counters move", SOON, () -> fetched(topics) > 0);
    long before = fetched(topics);
    Await.until("they move on", SOON, () -> fetched(topics) > before);
    long killed = factory.kill("crawler");
    int accepted = topics.acceptedCount();
    Duration back =
        Await.until(
            "the crawler is back and works",
            SOON,
            () ->
                topics
                        .beat("crawler")
                        .map(NodeBeat::getPid)
                        .filter(pid -> pid != killed)
                        .isPresent()
                    && topics.acceptedCount() > accepted);
    report.saw(
        "crawler killed (-9) while its counters moved",
        "process %d, working again after %.1f s".formatted(killed, back.toMillis() / 1e3),
        "working again",
        true);
  }

  private static long fetched(TopicPicture topics) {
    return topics
        .beat("crawler")
        .map(beat -> beat.getCounters().getOrDefault("published", 0L))
        .orElse(0L);
  }

  /// What the page of logs shows: lines of every service.
  private static void logged(FactoryRest rest, TopicPicture topics, WalkReport report)
      throws Exception {
    Set<String> silent = new TreeSet<>(SERVICES);
    Await.until(
        "lines of every service in the console's log",
        SOON,
        () -> {
          for (String service : SERVICES) {
            if (hasLines(rest, topics.beat(service))) {
              silent.remove(service);
            }
          }
          return silent.isEmpty();
        },
        () -> "nothing of " + silent);
    report.saw("services whose log the console shows", SERVICES, "all", silent.isEmpty());
  }

  private static boolean hasLines(FactoryRest rest, Optional<NodeBeat> beat) throws Exception {
    return beat.isPresent()
        && !rest.get("/api/logs?limit=1&node=" + beat.get().getNodeId())
            .json()
            .path("lines")
            .isEmpty();
  }

  private void crawled(TopicPicture topics, WalkReport report) {
    Duration took =
        Await.until(
            scale.documents() + " documents accepted",
            CRAWLED,
            () ->
                topics.acceptedCount() >= scale.documents()
                    && topics.acceptedByLanguage().containsKey("ja"));
    Map<String, Long> reasons = new TreeMap<>();
    topics
        .rejected()
        .values()
        .forEach(document -> reasons.merge(String.valueOf(document.getReason()), 1L, Long::sum));
    report.saw(
        "documents accepted",
        "%d (%s), %d bytes, after %.1f s"
            .formatted(
                topics.acceptedCount(),
                topics.acceptedByLanguage(),
                topics.acceptedBytes(),
                took.toMillis() / 1e3),
        "at least " + scale.documents(),
        topics.acceptedCount() >= scale.documents());
    report.saw("documents rejected, by reason", reasons, "reasons", true);
    report.saw(
        "versions accepted twice", topics.repeated().size(), "0", topics.repeated().isEmpty());
  }

  private static void sealed(TopicPicture topics, WalkReport report) {
    Await.until("a dataset is sealed", SOON, () -> topics.lastDataset().isPresent());
    topics
        .lastDataset()
        .ifPresent(dataset ->
            report.saw(
                "dataset sealed",
                "number %d, %d documents, %s, content hash %s…"
                    .formatted(
                        dataset.getNumber(),
                        dataset.getDocuments(),
                        dataset.getByLanguage(),
                        dataset.getContentHash().substring(0, 12)),
                "documents in it",
                dataset.getDocuments() > 0));
  }

  private void trained(TopicPicture topics, WalkReport report) {
    Await.until(
        scale.tokens() + " tokens trained",
        TRAINED,
        () ->
            topics
                .furthestCheckpoint()
                .filter(checkpoint -> checkpoint.getTokensSeen() >= scale.tokens())
                .isPresent());
    ModelCheckpointed last = topics.furthestCheckpoint().orElseThrow();
    report.saw(
        "tokenizer learned", last.getTokenizerHash(), "a hash", !last.getTokenizerHash().isBlank());
    report.saw(
        "tokens trained",
        "%d in %d steps, %d parameters"
            .formatted(last.getTokensSeen(), last.getStep(), last.getParameters()),
        "at least " + scale.tokens(),
        last.getTokensSeen() >= scale.tokens());
    Double now = last.getValidationLoss();
    Double first = last.getInitialValidationLoss();
    boolean measured = now != null && first != null;
    report.saw(
        "validation loss",
        measured ? "%.3f, at step 0 %.3f".formatted(now, first) : "not measured",
        "at most %.2f of that of step 0".formatted(scale.lossRatio()),
        measured && now <= scale.lossRatio() * first);
  }

  private void decided(ScratchFactory factory, TopicPicture topics, WalkReport report)
      throws Exception {
    if (!scale.promotedByRule()) {
      Await.until("a refusal", TRAINED, () -> topics.firstDecision(Decision.REFUSED).isPresent());
      ScratchFactory.Said refused = factory.say("promote");
      String why = Files.readString(factory.home().resolve("said.log")).strip();
      report.saw(
          "./factory promote of what the rule refuses",
          refused.code() + " " + why,
          "not 0, and why",
          refused.code() != 0 && why.contains("below the minimum"));
      overrule(factory.rest(), report);
    }
    Decision promotion = scale.promotedByRule() ? Decision.PROMOTED : Decision.FORCED;
    Await.until("a promotion", TRAINED, () -> topics.firstDecision(promotion).isPresent());
    report.saw(
        "PROMOTION_MIN_SCORE here",
        scale.minScore() + " (default " + DEFAULT_MIN_SCORE + ")",
        "a measured value",
        true);
    report.saw(
        "score by language, bundle by bundle",
        topics.evaluations().stream().map(DemoWalk::languages).toList(),
        "scores",
        true);
    decision("a refusal", topics.firstDecision(Decision.REFUSED), report);
    decision("a promotion", topics.firstDecision(promotion), report);
    Await.until("alias production moves", SOON, () -> topics.alias("production").isPresent());
    report.saw(
        "alias production",
        topics.alias("production").map(moved -> moved.getBundleId()).orElse("nothing"),
        "a bundle",
        true);
  }

  private static void overrule(FactoryRest rest, WalkReport report) throws Exception {
    FactoryRest.Answer answer =
        rest.post("/api/models/promote", "{\"force\":true,\"reason\":\"the short demo\"}");
    report.saw(
        "the rule overruled by an administrator",
        answer.status() + " " + answer.body(),
        "2xx",
        answer.status() < 300);
  }

  private static Map<String, String> languages(ModelEvaluated evaluated) {
    Map<String, String> scores = new TreeMap<>();
    evaluated
        .getByLanguage()
        .forEach(part ->
            scores.put(
                part.getLanguage(),
                "%.3f on %d bytes".formatted(part.getScore(), part.getBytes())));
    return scores;
  }

  private static void decision(String step, Optional<ModelDecided> made, WalkReport report) {
    report.saw(
        step,
        made.map(it ->
                "bundle %s…, score %s, threshold %s: %s"
                    .formatted(
                        it.getBundleId().substring(0, 12),
                        it.getScore(),
                        it.getThreshold(),
                        it.getReason()))
            .orElse("none was made"),
        "an event",
        made.isPresent());
  }

  private static String seconds(long since) {
    return "%.1f s".formatted((System.nanoTime() - since) / 1e9);
  }
}
