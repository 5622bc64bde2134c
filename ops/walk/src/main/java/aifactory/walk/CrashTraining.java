package aifactory.walk;

import aifactory.contract.topic.Topics;
import aifactory.event.DatasetSealed;
import aifactory.event.JobFinished;
import aifactory.event.JobKind;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.event.ModelDecided;
import aifactory.wire.EventProducer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// One training job over the sealed corpus of the crash site, left alone or with parts killed -9
/// while its steps go on.
final class CrashTraining {
  private static final int MOST_STEPS_BEFORE_A_KILL = 20;
  private static final long SEED = 4;
  private static final String JOB = "crash-training";
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private final ScratchFactory factory;
  private final TopicPicture topics;
  private final int steps;
  private final WalkReport report;
  private final FactoryRest trainer;
  private final SplittableRandom random = new SplittableRandom(SEED);

  CrashTraining(ScratchFactory factory, TopicPicture topics, int steps, WalkReport report) {
    this.steps = steps;
    this.factory = factory;
    this.trainer = factory.service("TRAINER_PORT");
    this.topics = topics;
    this.report = report;
  }

  /// Seals, trains, and returns what the gate decided: decision and score by bundle id. The id is a
  /// hash over graph and weights, so equal ids are equal models, bit for bit.
  ///
  /// @param kills parts to kill one after the other, each once the trainer that is alive then has
  ///   done one to twenty steps
  Map<String, String> decisions(List<String> kills) throws Exception {
    Await.until(
        "all accepted documents are sealed and the trainer has heard so", LIMIT, this::allIsSealed);
    ask();
    for (String part : kills) {
      int wanted = random.nextInt(1, MOST_STEPS_BEFORE_A_KILL + 1);
      CrashWalk.killAndAwait(factory, part, () -> stepsDone() >= wanted, report);
    }
    if (topics.finished(JOB).isPresent() && !kills.isEmpty()) {
      report.saw("kills", "the job ended before the last one", "all while it trained", false);
    }
    Await.until("the job ends", LIMIT, () -> topics.finished(JOB).isPresent());
    JobFinished finished = topics.finished(JOB).orElseThrow();
    report.saw(
        kills.isEmpty() ? "training undisturbed" : "training with %d kills".formatted(kills.size()),
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

  /// Steps of the trainer process that is alive now.
  private long stepsDone() throws InterruptedException {
    try {
      return trainer.get("/api/training").json().path("counters").path("steps").asLong();
    } catch (IOException e) {
      return 0; // it is being started
    }
  }

  /// Asks the trainer too: the topics of datasets and of jobs have no common order.
  private boolean allIsSealed() throws Exception {
    DatasetSealed last = topics.lastDataset().orElse(null);
    return last != null
        && last.getDocuments() == topics.acceptedCount()
        && last.getDatasetId()
            .equals(trainer.get("/api/training").json().path("newestDataset").asText());
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
