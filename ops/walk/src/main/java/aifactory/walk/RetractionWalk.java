package aifactory.walk;

import aifactory.event.NodeBeat;
import aifactory.wire.EventProducer;
import java.nio.file.Path;
import java.time.Duration;

/// Text taken out of a factory that crawls, trains and serves: by policy, by takedown, by a page
/// that changes. After each order it must be out of search, batches, exports and datasets.
final class RetractionWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /// The pages are drawn often enough to be in most batches.
  private static final String WEIGHT = "20";

  private final RetractionScale scale;

  RetractionWalk(Scale scale) {
    this.scale = RetractionScale.of(scale);
  }

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    boolean keep = System.getenv("WALK_KEEP_HOME") != null;
    try (ScratchFactory factory = ScratchFactory.start(root, scale.settings(), keep)) {
      long started = System.nanoTime();
      factory.awaitReady(READY);
      report.saw("all parts ready", seconds(started), "ready", true);
      try (TopicPicture topics = new TopicPicture(factory.kafka());
          EventProducer producer = EventProducer.open(factory.kafka(), "walk-retraction");
          StepWatch steps = new StepWatch(factory.service("TRAINER_PORT"))) {
        Path archives = root.resolve("ops/launcher/target/samples");
        RetractionPages pages = new RetractionPages(archives, scale.domains(), producer);
        RetractionDoors doors = new RetractionDoors(factory.rest(), topics, steps);
        prepare(pages, doors, report);
        long fetched = fetched(topics);
        new RetractionFlips(factory, doors, scale, report).take();
        new RetractionOrders(factory, doors, pages, scale, report).take();
        report.saw(
            "pages crawled meanwhile",
            fetched(topics) - fetched,
            "some",
            fetched(topics) > fetched);
        report.saw(
            "versions accepted twice", topics.repeated().size(), "0", topics.repeated().isEmpty());
        report.saw("the whole walk", seconds(started), "an end", true);
      }
    }
  }

  private void prepare(RetractionPages pages, RetractionDoors doors, WalkReport report)
      throws Exception {
    FactoryRest.Answer weighted =
        doors.rest.post(
            "/api/policies",
            "{\"domain_pattern\":\"%s\",\"allow_training\":true,\"base_weight\":%s}"
                .formatted(RetractionPages.PARENT, WEIGHT));
    long began = System.nanoTime();
    pages.send(0, scale.documents());
    Target all = new Target("all", "", (url, version) -> url.contains(RetractionPages.PARENT));
    Await.until("pages are accepted", LIMIT, () -> doors.versions(all).size() >= scale.documents());
    report.saw(
        "pages accepted, policy of their weight",
        "%d in %.1f s, %d"
            .formatted(scale.documents(), (System.nanoTime() - began) / 1e9, weighted.status()),
        "all",
        weighted.status() == 200);
    Await.until("training makes steps", LIMIT, () -> doors.steps.steps() > 20);
    report.saw(
        "training", "run %s after %s".formatted(doors.steps.run(), seconds(began)), "steps", true);
  }

  private static String seconds(long since) {
    return "%.1f s".formatted((System.nanoTime() - since) / 1e9);
  }

  private static long fetched(TopicPicture topics) {
    return topics
        .beat("crawler")
        .map(NodeBeat::getCounters)
        .map(counters -> counters.getOrDefault("published", 0L))
        .orElse(0L);
  }
}
