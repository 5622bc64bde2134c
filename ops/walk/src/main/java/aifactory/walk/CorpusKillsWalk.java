package aifactory.walk;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.wire.EventProducer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The same pages through the corpus' flow twice: once undisturbed, once with preprocess killed -9
/// at random moments while it works off a backlog, and the broker once. A policy forbids a domain
/// before and another one after. What comes out must be equal as sets: versions with hash, weight
/// and split, survivors (near-duplicates looked for), rejections with reasons; no version twice.
final class CorpusKillsWalk implements Walk {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration LONGEST_LIFE = Duration.ofMillis(1500);
  private static final Map<String, String> SETTINGS = Map.of("SEAL_EVERY_SEC", "3");

  private final int pages;
  private final int repeats;
  private final int kills;
  private final Random random = new Random(29);

  CorpusKillsWalk(Scale scale) {
    boolean full = scale == Scale.FULL;
    this.pages = full ? 20_000 : 300;
    this.repeats = full ? 1_000 : 30;
    this.kills = full ? 20 : 1;
  }

  /// @param versions hash of the text, weight and split by version
  private record Outcome(
      Map<String, String> versions, Set<String> surviving, Map<String, String> rejected) {}

  @Override
  public void take(Path root, WalkReport report) throws Exception {
    FlowPages texts = new FlowPages(root);
    Outcome calm = run(root, texts, null, report);
    Outcome disturbed = run(root, texts, calm, report);
    CrashWalk.compare(
        "versions with text, weight, split", calm.versions(), disturbed.versions(), report);
    CrashWalk.compare("surviving set", calm.surviving(), disturbed.surviving(), report);
    CrashWalk.compare("rejections with reason", calm.rejected(), disturbed.rejected(), report);
  }

  /// @param expected of the undisturbed run; null = this is it
  private Outcome run(Path root, FlowPages texts, @Nullable Outcome expected, WalkReport report)
      throws Exception {
    try (LonePreprocess flow = LonePreprocess.start(root, SETTINGS);
        TopicPicture topics = new TopicPicture(flow.kafka());
        EventProducer producer = EventProducer.open(flow.kafka(), "walk-corpus")) {
      forbid(producer, FlowPages.domain(3));
      texts.send(producer, 0, pages);
      if (expected != null) {
        disturb(flow, topics, report);
      }
      Await.until("all pages judged", LIMIT, () -> CrashWalk.judged(topics) >= pages);
      texts.sendAgain(producer, 0, repeats, pages); // what is said again comes second in any case
      Await.until("repeats judged", LIMIT, () -> CrashWalk.judged(topics) >= pages + repeats);
      forbid(producer, FlowPages.domain(5));
      Await.until("the second policy is registered", LIMIT, () -> isForbidden(topics));
      await(topics, expected);
      report.saw(
          "versions accepted twice", topics.repeated().size(), "0", topics.repeated().isEmpty());
      return outcome(topics);
    }
  }

  private void disturb(LonePreprocess flow, TopicPicture topics, WalkReport report)
      throws Exception {
    int underLoad = 0;
    for (int kill = 0; kill < kills; kill++) {
      long before = CrashWalk.judged(topics);
      if (before < pages) {
        Await.until(
            "the flow moves",
            LIMIT,
            () -> CrashWalk.judged(topics) > before || CrashWalk.judged(topics) >= pages);
      }
      LockSupport.parkNanos(random.nextLong(LONGEST_LIFE.toNanos()));
      underLoad += CrashWalk.judged(topics) < pages ? 1 : 0;
      flow.kill("preprocess");
      if (kill == kills / 2) {
        flow.kill("kafka");
      }
    }
    report.saw(
        "preprocess killed (-9), the broker once",
        "%d times, %d of them with pages waiting".formatted(kills, underLoad),
        "most with pages waiting",
        2 * underLoad >= kills);
  }

  private static void forbid(EventProducer producer, String domain) {
    producer.sendAndWait(
        Topics.POLICY_SOURCES,
        domain,
        PolicySet.newBuilder()
            .setEventId("walk-" + domain)
            .setPattern(domain)
            .setAllowTraining(false)
            .setActor("walk")
            .setSetAt(Instant.now())
            .build());
  }

  private static boolean isForbidden(TopicPicture topics) {
    return topics.accepted().values().stream()
        .filter(document -> document.getDomain().equals(FlowPages.domain(5)))
        .allMatch(document ->
            topics
                .retraction(document.getVersion(), RetractionReason.POLICY)
                .filter(RetractionRegistered::getInForce)
                .isPresent());
  }

  private static boolean isWithdrawn(TopicPicture topics, DocumentAccepted document) {
    return topics.isWithdrawn(document.getVersion());
  }

  /// The undisturbed run has ended when nothing is withdrawn any more; the other one when it is
  /// equal, or after the same patience.
  private static void await(TopicPicture topics, @Nullable Outcome expected) {
    long began = System.nanoTime();
    Set<String> last = surviving(topics);
    long since = began;
    while (System.nanoTime() - began < LIMIT.toNanos()) {
      if (expected != null && last.equals(expected.surviving())) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      Set<String> now = surviving(topics);
      since = now.equals(last) ? since : System.nanoTime();
      last = now;
      if (System.nanoTime() - since > (expected == null ? 1 : 4) * QUIET.toNanos()) {
        return;
      }
    }
  }

  private static Set<String> surviving(TopicPicture topics) {
    Set<String> surviving = new TreeSet<>();
    for (DocumentAccepted document : topics.accepted().values()) {
      if (!isWithdrawn(topics, document)) {
        surviving.add(document.getVersion());
      }
    }
    return surviving;
  }

  private static Outcome outcome(TopicPicture topics) {
    Map<String, String> versions = new TreeMap<>();
    for (DocumentAccepted document : topics.accepted().values()) {
      versions.put(
          document.getVersion(),
          Sha256.hex(document.getText()) + " " + document.getWeight() + " " + document.getSplit());
    }
    Map<String, String> rejected = new TreeMap<>();
    topics.rejected().forEach((url, event) -> rejected.put(url, String.valueOf(event.getReason())));
    return new Outcome(versions, surviving(topics), rejected);
  }
}
