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
import java.util.concurrent.Callable;

/// One training job over the sealed corpus of the crash site, left alone or with parts killed -9
/// while its steps go on.
final class CrashTraining {
  private static final int MOST_STEPS_BEFORE_A_KILL = 20;
  private static final long SEED = 4;
  private static final String TRAINER = "trainer";
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
  /// @param blows what befalls it one after the other, each once the trainer that is alive then has
  ///   done one to twenty steps
  Map<String, String> decisions(List<Misfortune> blows) throws Exception {
    Await.until(
        "all accepted documents are sealed and the trainer has heard so", LIMIT, this::allIsSealed);
    ask();
    for (Misfortune blow : blows) {
      int wanted = random.nextInt(1, MOST_STEPS_BEFORE_A_KILL + 1);
      blow.befall(() -> stepsDone() >= wanted);
    }
    if (topics.finished(JOB).isPresent() && !blows.isEmpty()) {
      report.saw("kills", "the job ended before the last one", "all while it trained", false);
    }
    Await.until("the job ends", LIMIT, () -> topics.finished(JOB).isPresent());
    JobFinished finished = topics.finished(JOB).orElseThrow();
    report.saw(
        blows.isEmpty()
            ? "training undisturbed"
            : "training disturbed %d times".formatted(blows.size()),
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

  /// What befalls the factory while it trains.
  @FunctionalInterface
  interface Misfortune {
    /// @param moves when it is time
    void befall(Callable<Boolean> moves) throws Exception;
  }

  /// A part is ended.
  Misfortune ending(String part, Blow blow) {
    return moves -> CrashWalk.strikeAndAwait(factory, part, blow, moves, report);
  }

  /// The trainer gets not one page of memory more, until that has hurt it: a cycle is taken back,
  /// or the process ends.
  Misfortune starving() {
    return moves -> {
      Await.until("the flow moves", LIMIT, moves);
      long failures = counter("failures");
      long starved = factory.starve(TRAINER);
      Await.until(
          "an allocation fails",
          LIMIT,
          () -> factory.pidOf(TRAINER) != starved || counter("failures") > failures);
      boolean lives = factory.pidOf(TRAINER) == starved;
      if (lives) {
        factory.feed(TRAINER);
      }
      report.saw(
          "trainer without more memory",
          lives ? "a cycle taken back" : "ended and started again",
          "either",
          true);
    };
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

  private long stepsDone() throws InterruptedException {
    return counter("steps");
  }

  /// Of the trainer process that is alive now.
  private long counter(String name) throws InterruptedException {
    try {
      return trainer.get("/api/training").json().path("counters").path(name).asLong();
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
