package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.JobFinished;
import aifactory.event.JobKind;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.event.ModelDecided;
import aifactory.event.NodeBeat;
import aifactory.wire.EventProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// One training job over the sealed corpus of the crash site, left alone or with the parts that
/// train, judge and serve killed -9 while its steps go on.
final class CrashTraining {
  private static final int KILL_AFTER_STEPS = 10;
  private static final String JOB = "crash-training";
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private final ScratchFactory factory;
  private final TopicPicture topics;
  private final int steps;
  private final WalkReport report;

  CrashTraining(ScratchFactory factory, TopicPicture topics, int steps, WalkReport report) {
    this.steps = steps;
    this.factory = factory;
    this.topics = topics;
    this.report = report;
  }

  /// Seals, trains, and returns what the gate decided: decision and score by bundle id. The id is a
  /// hash over graph and weights, so equal ids are equal models, bit for bit.
  ///
  /// @param disturbed kill parts meanwhile
  Map<String, String> decisions(boolean disturbed) throws Exception {
    Await.until(
        "all accepted documents are sealed",
        LIMIT,
        () ->
            topics
                .lastDataset()
                .filter(dataset -> dataset.getDocuments() == topics.acceptedCount())
                .isPresent());
    ask();
    if (disturbed) {
      CrashWalk.killAndAwait(factory, "trainer", this::stepsGoOn, report);
      CrashWalk.killAndAwait(factory, "console", this::stepsGoOn, report);
    }
    Await.until("the job ends", LIMIT, () -> topics.finished(JOB).isPresent());
    JobFinished finished = topics.finished(JOB).orElseThrow();
    report.saw(
        disturbed ? "training with kills" : "training undisturbed",
        "%s at step %s".formatted(finished.getOutcome(), finished.getResults().get("step")),
        "SUCCEEDED at step " + steps,
        finished.getOutcome() == JobOutcome.SUCCEEDED
            && Integer.toString(steps).equals(finished.getResults().get("step")));
    Await.until(
        "the gate has decided",
        LIMIT,
        () -> topics.decided(finished.getResults().getOrDefault("bundleId", "")));
    return made();
  }

  private void ask() {
    try (EventProducer producer = EventProducer.open(factory.kafka(), "walk-training")) {
      producer.sendAndWait(
          Topics.JOB_REQUESTED,
          JOB,
          JobRequested.newBuilder()
              .setJobId(JOB)
              .setKind(JobKind.TRAIN)
              .setParameters(Map.of("steps", Integer.toString(steps), "preset", "nano"))
              .setActor("walk")
              .setRequestedAt(Instant.now())
              .build());
    }
  }

  private boolean stepsGoOn() {
    return topics
        .beat("trainer")
        .map(NodeBeat::getCounters)
        .filter(counters -> counters.getOrDefault("steps", 0L) >= KILL_AFTER_STEPS)
        .isPresent();
  }

  private Map<String, String> made() {
    Map<String, String> made = new TreeMap<>();
    for (ModelDecided decision : topics.decisions()) {
      String earlier =
          made.put(
              decision.getBundleId(),
              "%s, score %s".formatted(decision.getDecision(), decision.getScore()));
      if (earlier != null) {
        report.saw("decisions on one bundle", decision.getBundleId(), "one", false);
      }
    }
    return made;
  }
}
