package aifactory.console;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.NodeState;
import aifactory.wire.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Feeds a console with a factory's day in fast motion, for looking at the page: `java -cp …
/// aifactory.console.Showcase <seconds>` with the usual environment.
final class Showcase {
  private static final String[] REASONS = {
    "TOO_SHORT",
    "EXACT_DUPLICATE",
    "TOO_SHORT",
    "NO_TEXT",
    "CONSENT_NOINDEX",
    "TOO_MANY_URLS",
    "EXACT_DUPLICATE",
    "TOO_SHORT",
    "BINARY_CONTENT",
    "POLICY_FORBIDS"
  };
  private static final String[] TITLES = {
    "Consumer groups and how partitions are assigned",
    "トピックと区画の仕組み",
    "<img src=x onerror=window.planted=1> stays as it was written",
    "Exactly-once semantics, explained slowly",
    "一度きりの処理とは何か"
  };

  /// The nodes that beat.
  static final List<String> NODES =
      List.of(
          "crawler-51aa2c03",
          "preprocess-9d0e77b1",
          "trainer-2b84f0c6",
          "inference-c31d5e9f",
          "<img src=x onerror=window.planted=7>");

  private Showcase() {}

  public static void main(String[] arguments) {
    FakeInference.start(18104);
    int seconds = Integer.parseInt(arguments[0]);
    try (FactoryEvents events = new FactoryEvents(KafkaSettings.fromEnvironment())) {
      morning(events);
      for (int i = 0; i < seconds; i++) {
        second(events, i);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    }
  }

  /// Three models, of which the gate refuses two and promotes one, and the training behind them.
  static void morning(FactoryEvents events) {
    events.source("en.samples.localhost");
    events.source("ja.samples.localhost");
    for (int i = 0; i < 3; i++) {
      events.dataset(i + 1, 1000L * (i + 1));
      String parent = i == 0 ? null : FactoryEvents.checkpointAt((i - 1) * 400L);
      events.checkpoint(i * 400L, "ds-1", parent);
      String bundle = Sha256.hex("bundle " + i);
      events.bundleDrawnFrom(
          bundle,
          FactoryEvents.checkpointAt(i * 400L),
          List.of(FactoryEvents.datasetAt(i + 1)),
          "en.samples.localhost");
      events.evaluation("evaluation-" + i, bundle, "set-1", 0.66 + 0.05 * i);
      events.latest(bundle, 1000);
    }
    events.page(
        "http://en.samples.localhost:8180/whole.html",
        "en.samples.localhost",
        "A whole page <img src=x onerror=window.planted=2>",
        "<html><body><script>window.planted=3</script><p>A whole page.</p></body></html>",
        "A whole page. <script>window.planted=4</script> " + "It goes on. ".repeat(40));
    events.source("<img src=x onerror=window.planted=8>.localhost");
    events.line(NODES.get(0), "WARN", "host asked to slow down <svg onload=window.planted=5>");
    events.line(NODES.get(2), "INFO", "checkpoint written step=1000");
    events.deadLetter(Topics.CORPUS_REJECTED, new byte[] {0, 1, 2, 3, 9});
    for (int step = 0; step < 400; step += 5) {
      events.progress("train-0", step, 2.9 + 5.0 * Math.exp(-step / 200.0), 3.1);
    }
    for (int step = 0; step < 1200; step += 5) {
      double loss = 2.3 + 5.0 * Math.exp(-step / 260.0);
      events.progress(step, loss + 0.12 * Math.sin(step * 1.7), loss + 0.16);
    }
  }

  /// What happens in one second of the day, heartbeats included.
  static void second(FactoryEvents events, int second) {
    for (int i = 0; i < 24; i++) {
      int number = second * 24 + i;
      String host = i % 4 == 0 ? "ja.samples.localhost" : "en.samples.localhost";
      events.fetch(number, host, i % 12 == 11 ? "TIMED_OUT" : "FETCHED");
      if (i % 5 == 4) {
        events.rejected(number, host, REASONS[number / 5 % REASONS.length]);
      } else {
        events.accepted(number, host, i % 4 == 0 ? "ja" : "en", TITLES[number % TITLES.length]);
      }
    }
    events.progress(1200 + second * 3L, 2.34 + 0.1 * Math.sin(second), 2.45);
    if (second % 3 == 0) {
      events.answer(second);
    }
    events.beat(NODES.get(0), "sensing", "crawler", NodeState.RUNNING, 260_000_000);
    events.beat(NODES.get(1), "encoder", "preprocess", NodeState.RUNNING, 410_000_000);
    events.beat(NODES.get(2), "trainer", "trainer", NodeState.RUNNING, 690_000_000);
    events.beat(NODES.get(3), "inference", "inference", NodeState.PAUSED, 330_000_000);
    events.beat(NODES.get(4), "sensing", "crawler", NodeState.RUNNING, 100_000_000);
  }
}
