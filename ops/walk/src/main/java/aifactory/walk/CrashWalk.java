package aifactory.walk;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.SourceDeclared;
import aifactory.wire.EventProducer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// The same site twice: once undisturbed, once with every part killed -9 while the flow moves. What
/// the corpus holds at the end must be equal.
final class CrashWalk implements Walk {
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration BACK = Duration.ofMinutes(3);

  private final List<String> parts;
  private final int pages;
  private final int trainingSteps;

  CrashWalk(Scale scale) {
    boolean full = scale == Scale.FULL;
    this.parts =
        full
            ? List.of(
                "crawler", "preprocess", "kafka", "registry", "postgres", "inference", "console")
            : List.of("crawler", "preprocess", "kafka");
    this.pages = full ? 400 : 120;
    this.trainingSteps = full ? 100 : 0; // in short, killed training is walk training-kills
  }

  /// @param versions SHA-256 of the text by version
  /// @param surviving versions that no retraction withdraws
  /// @param rejected reason by URL
  /// @param decisions what the gate decided, with the score, by bundle id
  private record Outcome(
      Map<String, String> versions,
      Set<String> surviving,
      Map<String, String> rejected,
      Map<String, String> decisions) {}

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    try (CrashSite site = new CrashSite(root.resolve("ops/launcher/target/samples"), pages)) {
      Outcome calm = run(root, site, List.of(), report);
      Outcome disturbed = run(root, site, parts, report);
      compare("accepted versions with text hash", calm.versions(), disturbed.versions(), report);
      compare("surviving set", calm.surviving(), disturbed.surviving(), report);
      compare("rejections with reason", calm.rejected(), disturbed.rejected(), report);
      if (trainingSteps > 0) {
        compare("decisions by bundle id", calm.decisions(), disturbed.decisions(), report);
      }
    }
  }

  static void compare(String step, Object calm, Object disturbed, WalkReport report) {
    boolean equal = calm.equals(disturbed);
    int size = calm instanceof Map<?, ?> map ? map.size() : ((Set<?>) calm).size();
    report.saw(
        step,
        equal
            ? size + ", equal to the undisturbed run's"
            : "undisturbed %s, disturbed %s".formatted(calm, disturbed),
        "equal",
        equal);
  }

  private Outcome run(Path root, CrashSite site, List<String> kills, WalkReport report)
      throws Exception {
    Map<String, String> settings =
        Map.of(
            "SAMPLES", "0",
            "TRAIN_CONTINUOUS", "0",
            "SEAL_EVERY_SEC", "3",
            // Of two similar pages the one that was fetched first stays, and that is another one in
            // each run; the walk over the corpus has times of its own and looks for them.
            "ENABLE_NEAR_DEDUP", "0");
    try (ScratchFactory factory = ScratchFactory.start(root, settings, false)) {
      factory.awaitReady(READY);
      declare(factory, site);
      try (TopicPicture topics = new TopicPicture(factory.kafka())) {
        for (String part : kills) {
          kill(factory, topics, part, report);
        }
        Duration took =
            Await.until("every page is judged", LIMIT, () -> judged(topics) >= site.size());
        report.saw(
            kills.isEmpty() ? "undisturbed run" : "run with %d kills".formatted(kills.size()),
            "%d of %d pages judged, %.0f s"
                .formatted(judged(topics), site.size(), took.toMillis() / 1e3),
            "all",
            true);
        report.saw(
            "versions accepted twice", topics.repeated().size(), "0", topics.repeated().isEmpty());
        return outcome(topics, trained(factory, topics, !kills.isEmpty(), report));
      }
    }
  }

  private Map<String, String> trained(
      ScratchFactory factory, TopicPicture topics, boolean disturbed, WalkReport report)
      throws Exception {
    if (trainingSteps == 0) {
      return Map.of();
    }
    CrashTraining training = new CrashTraining(factory, topics, trainingSteps, report);
    return training.decisions(
        disturbed
            ? List.of(training.ending("trainer", Blow.KILL), training.ending("console", Blow.KILL))
            : List.of());
  }

  static void declare(ScratchFactory factory, CrashSite site) {
    try (EventProducer producer = EventProducer.open(factory.kafka(), "walk-crash")) {
      producer.sendAndWait(
          Topics.CRAWL_SOURCES,
          "crash-site",
          SourceDeclared.newBuilder()
              .setSourceId("crash-site")
              .setKind("web")
              .setAddress(site.address())
              .setLocalAllowed(true)
              .setActor("walk")
              .setDeclaredAt(Instant.now())
              .build());
    }
  }

  static long judged(TopicPicture topics) {
    return topics.acceptedCount() + topics.rejected().size();
  }

  private static void kill(
      ScratchFactory factory, TopicPicture topics, String part, WalkReport report)
      throws Exception {
    long before = judged(topics);
    killAndAwait(factory, part, () -> judged(topics) > before, report);
  }

  /// Kills a part once something moves, and waits until the launcher has started it again.
  static void killAndAwait(
      ScratchFactory factory, String part, Callable<Boolean> moves, WalkReport report)
      throws Exception {
    strikeAndAwait(factory, part, Blow.KILL, moves, report);
  }

  /// Ends a part once something moves, and waits until the launcher has started it again.
  static void strikeAndAwait(
      ScratchFactory factory, String part, Blow blow, Callable<Boolean> moves, WalkReport report)
      throws Exception {
    Await.until("the flow moves", BACK, moves);
    long killed = blow.strike(factory, part);
    Duration back = Await.until(part + " is back", BACK, () -> isBack(factory, part, killed));
    report.saw(
        "%s %s while the flow moved".formatted(part, blow),
        "process %d; again there after %.1f s".formatted(killed, back.toMillis() / 1e3),
        "again there",
        true);
  }

  private static boolean isBack(ScratchFactory factory, String part, long killed) {
    try {
      return factory.pidOf(part) != killed;
    } catch (java.io.IOException | IllegalStateException e) {
      return false; // its record is being replaced
    }
  }

  private static Outcome outcome(TopicPicture topics, Map<String, String> decisions) {
    Map<String, String> versions = new TreeMap<>();
    Set<String> surviving = new TreeSet<>();
    for (DocumentAccepted document : topics.accepted().values()) {
      versions.put(document.getVersion(), Sha256.hex(document.getText()));
      if (!topics.isWithdrawn(document.getVersion())) {
        surviving.add(document.getVersion());
      }
    }
    Map<String, String> rejected = new TreeMap<>();
    topics.rejected().forEach((url, event) -> rejected.put(url, String.valueOf(event.getReason())));
    return new Outcome(versions, surviving, rejected, decisions);
  }
}
