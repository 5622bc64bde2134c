package aifactory.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.contract.bundle.BundleLayout;
import aifactory.event.JobKind;
import aifactory.event.JobOutcome;
import aifactory.event.JobProgressed;
import aifactory.event.JobRequested;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelEvaluated;
import aifactory.event.PolicySet;
import aifactory.trainer.evaluation.EvaluationSetStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class TrainingLoopTest {
  @TempDir Path home;

  @Test
  void trainsSavesBundlesAndScores() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(60);
    shop.runUntil(60);

    RecordingAnnouncer said = shop.announcer;
    ModelCheckpointed last = said.checkpoints.getLast();
    assertThat(last.getStep()).isEqualTo(60);
    assertThat(last.getTokensSeen()).isEqualTo(60 * 4 * 32);
    assertThat(last.getTrainingTokens())
        .hasSize(3)
        .allSatisfy((origin, tokens) -> {
          assertThat(origin).startsWith("web site");
          assertThat(tokens).isPositive();
        });
    assertThat(last.getValidationLoss())
        .isLessThan(0.8 * Objects.requireNonNull(last.getInitialValidationLoss()));
    assertThat(Files.isDirectory(shop.modelStore.resolve(last.getLocation()))).isTrue();
    assertThat(said.bundles).hasSize(1);
    assertThat(said.bundles.getFirst().getParityPassed()).isTrue();
    assertThat(said.bundles.getFirst().getDomains()).hasSize(3);
    assertThat(said.aliases.getFirst().getBundleId())
        .isEqualTo(said.bundles.getFirst().getBundleId());
    assertThat(said.evaluations).hasSize(1);
    assertThat(said.evaluations.getFirst().getScore()).isBetween(0.5, 1.0);
    assertThat(said.evaluations.getFirst().getTasks())
        .containsKeys("next_sentence.en", "last_word.en", "average")
        .containsEntry("next_sentence.en.chance", 0.25);
    assertThat(shop.modelStore.resolve(said.bundles.getFirst().getLocation()))
        .isDirectoryContaining(file -> file.endsWith(BundleLayout.GRAPH));
    assertThat(said.progress).extracting(fact -> fact.getPhase()).contains("tokenizer", "training");
    assertThat(said.progress)
        .extracting(fact -> fact.getMessage())
        .anyMatch(message -> message.matches("learned \\d+ tokens; bytes per token: en [1-9].*"));
  }

  @Test
  void theSameBundleOnTheSameSetHasTheSameScoresAndTasks() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(60);
    shop.runUntil(10);
    ModelEvaluated first = shop.announcer.evaluations.getFirst();
    Showroom showroom = new Showroom(shop.workshop(), SmallWorkshop.settings(true, 1000).bundles());
    ModelEvaluated again =
        showroom.evaluate(
            Showroom.Exhibit.inStore(shop.modelStore, first.getBundleId()).orElseThrow(),
            new EvaluationSetStore(shop.modelStore).current().orElseThrow(),
            "again");
    assertThat(again.getEvaluationId()).isEqualTo(first.getEvaluationId());
    assertThat(again.getScore()).isEqualTo(first.getScore());
    assertThat(again.getTasks()).isEqualTo(first.getTasks());
  }

  @Test
  void goesOnWithANewDatasetFromTheNextCycleOn() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    shop.announcer.onCheckpoint =
        checkpoint -> {
          if (checkpoint.getStep() == 10) {
            shop.grow(20);
          } else if (checkpoint.getStep() == 30) {
            shop.gate.close();
          }
        };
    shop.loop(SmallWorkshop.settings(true, 1000)).run();

    assertThat(shop.announcer.checkpoints.getLast().getJournal())
        .extracting(entry -> entry.getFirstStep() + " " + entry.getDatasetId())
        .containsExactly("0 ds-1", "10 ds-2");
  }

  @Test
  void announcesAfterARestartWhatACrashKeptItFromAnnouncing() {
    SmallWorkshop before = new SmallWorkshop(home);
    before.grow(40);
    before.announcer.onCheckpoint =
        checkpoint -> {
          before.gate.close();
          throw new IllegalStateException("the broker is away");
        };
    before.loop(SmallWorkshop.settings(true, 1000)).run();

    SmallWorkshop after = new SmallWorkshop(home);
    after.grow(40);
    after.announcer.onCheckpoint = checkpoint -> after.gate.close();
    after.loop(SmallWorkshop.settings(true, 1000)).run();

    assertThat(after.announcer.checkpoints.getFirst().getCheckpointHash())
        .isEqualTo(before.announcer.checkpoints.getFirst().getCheckpointHash());
    assertThat(after.announcer.bundles).hasSize(1);
  }

  @Test
  void explainsAPastBatchFromTheJournalAlone() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    shop.announcer.onCheckpoint =
        checkpoint -> {
          if (checkpoint.getStep() == 10) {
            shop.orders.add(0, forbidden("site1.example"));
          } else if (checkpoint.getStep() >= 20) {
            shop.gate.close();
          }
        };
    shop.loop(SmallWorkshop.settings(true, 1000)).run();
    String run = shop.announcer.checkpoints.getLast().getRunId();
    Hindsight hindsight = new Hindsight(shop.workshop());

    List<String> before = urls(hindsight, run, 0, 10);
    List<String> after = urls(hindsight, run, 10, 20);
    assertThat(before).anyMatch(url -> url.contains("site1.example"));
    assertThat(after).isNotEmpty().noneMatch(url -> url.contains("site1.example"));
    assertThat(hindsight.batch(run, 3)).isEqualTo(hindsight.batch(run, 3));
    assertThatThrownBy(() -> hindsight.batch("nobody", 3)).hasMessageContaining(run);
  }

  private static List<String> urls(Hindsight hindsight, String run, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(step -> hindsight.batch(run, step))
        .flatMap(batch -> batch.pieces().stream())
        .map(Hindsight.Piece::url)
        .toList();
  }

  @Test
  void waitsWhenAPolicyLeavesNothingAndGoesOnWithTheNextDataset() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    shop.announcer.onCheckpoint =
        checkpoint -> {
          if (checkpoint.getStep() == 10) {
            shop.orders.add(0, forbidden("example"));
            Thread.ofVirtual().start(() -> liftWhenWaiting(shop));
          } else if (checkpoint.getStep() >= 20) {
            shop.gate.close();
          }
        };
    shop.loop(SmallWorkshop.settings(true, 1000)).run();

    assertThat(shop.announcer.progress)
        .extracting(fact -> fact.getMessage())
        .contains("for another dataset than ds-1");
    assertThat(shop.announcer.checkpoints.getLast().getStep()).isEqualTo(20);
  }

  private static void liftWhenWaiting(SmallWorkshop shop) {
    while (shop.announcer.progress.stream()
        .noneMatch(fact -> fact.getMessage().startsWith("for another dataset"))) {
      Thread.onSpinWait();
    }
    shop.orders.add(1, PolicySet.newBuilder(forbidden("example")).setRemoved(true).build());
    shop.grow(10);
  }

  private static PolicySet forbidden(String pattern) {
    return PolicySet.newBuilder()
        .setEventId("event-1")
        .setPattern(pattern)
        .setAllowTraining(false)
        .setSetAt(Instant.EPOCH)
        .build();
  }

  @Test
  void sleepsWhenTheValidationLossNoLongerFalls() throws InterruptedException {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    Thread watcher =
        Thread.ofVirtual()
            .start(() -> {
              while (shop.announcer.progress.stream()
                  .noneMatch(fact -> fact.getMessage().startsWith("for new text"))) {
                Thread.onSpinWait();
              }
              shop.gate.close();
            });
    shop.loop(SmallWorkshop.settings(true, 1)).run();

    assertThat(watcher.join(Duration.ofSeconds(30))).isTrue();
    assertThat(shop.announcer.checkpoints).isNotEmpty();
  }

  @Test
  void doesJobsAndRefusesWhatItCannotDo() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    shop.jobs.requested(job("t1", JobKind.TRAIN, Map.of("steps", "15")));
    shop.jobs.requested(job("e1", JobKind.EVALUATE, Map.of()));
    shop.jobs.requested(job("bad", JobKind.TRAIN, Map.of("steps", "-3")));
    shop.jobs.requested(job("huge", JobKind.TRAIN, Map.of("preset", "gigantic")));
    shop.jobs.requested(job("ft", JobKind.FINE_TUNE, Map.of()));
    shop.announcer.onFinished =
        end -> {
          if (shop.announcer.finished.size() == 5) {
            shop.gate.close();
          }
        };
    shop.loop(SmallWorkshop.settings(false, 1000)).run();

    assertThat(shop.announcer.progress)
        .as("each job's kind, and its last step however short it is")
        .extracting(fact -> fact.getJobId() + " " + fact.getKind() + " " + fact.getStep())
        .contains("t1 TRAIN 15", "e1 EVALUATE 0")
        .noneMatch(said -> said.startsWith("e1 TRAIN"));
    var ended = shop.announcer.finished;
    assertThat(ended)
        .extracting(fact -> fact.getJobId() + " " + fact.getOutcome())
        .containsExactly(
            "t1 " + JobOutcome.SUCCEEDED,
            "e1 " + JobOutcome.SUCCEEDED,
            "bad " + JobOutcome.FAILED,
            "huge " + JobOutcome.FAILED,
            "ft " + JobOutcome.FAILED);
    assertThat(ended.get(0).getResults()).containsEntry("step", "15").containsKey("bundleId");
    assertThat(ended.get(1).getResults()).containsKey("score");
    assertThat(ended.get(2).getError()).contains("steps must be a whole number above 0");
    assertThat(ended.get(3).getError()).contains("gigantic").contains("nano");
    assertThat(ended.get(4).getError()).contains("FINE_TUNE");
  }

  @Test
  void anEvaluationTakesNothingFromTheFiguresOfTrainingThatSleeps() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    List<JobProgressed> asleep = new CopyOnWriteArrayList<>();
    shop.announcer.onProgress =
        fact -> {
          if (fact.getMessage().startsWith("for new text")) {
            asleep.add(fact);
            shop.jobs.requested(job("e" + asleep.size(), JobKind.EVALUATE, Map.of()));
          }
          if (asleep.size() == 2) {
            shop.gate.close();
          }
        };
    shop.loop(SmallWorkshop.settings(true, 1)).run();

    assertThat(shop.announcer.finished).extracting(end -> end.getJobId()).containsExactly("e1");
    assertThat(asleep.getFirst().getStep()).isPositive();
    assertThat(asleep.getFirst().getMetrics()).containsKey("loss");
    assertThat(asleep.getLast().getStep()).isEqualTo(asleep.getFirst().getStep());
    assertThat(asleep.getLast().getMetrics()).isEqualTo(asleep.getFirst().getMetrics());
  }

  @Test
  void drainedInTheMiddleOfACycleItSavesRestsAndGoesOnWhereItWas() {
    SmallWorkshop shop = new SmallWorkshop(home);
    shop.grow(40);
    TrainingLoop loop = shop.loop(SmallWorkshop.settings(true, 1000));
    List<Boolean> underWay = new CopyOnWriteArrayList<>();
    AtomicBoolean drained = new AtomicBoolean();
    shop.announcer.onCheckpoint =
        checkpoint -> {
          if (drained.get() && checkpoint.getStep() % 10 != 0) {
            underWay.add(shop.gate.isDraining());
          } else if (checkpoint.getStep() >= 20) {
            shop.gate.close();
          }
        };
    shop.announcer.onProgress =
        fact -> {
          if (fact.getPhase().equals("training") && drained.compareAndSet(false, true)) {
            assertThat(shop.gate.drain()).isTrue();
            assertThat(shop.gate.drain()).as("a second time").isFalse();
          } else if (fact.getMessage().startsWith("drained")) {
            shop.jobs.requested(job("never", JobKind.TRAIN, Map.of()));
            Thread.ofVirtual().start(() -> startWhenAtRest(shop));
          }
        };
    shop.announcer.onFinished = end -> shop.gate.start();
    loop.run();

    assertThat(underWay).as("draining while it saves").containsExactly(true);
    assertThat(shop.gate.isDraining()).isFalse();
    assertThat(shop.announcer.checkpoints.getFirst().getStep()).isLessThan(10);
    assertThat(shop.announcer.finished)
        .as("taken back while paused, it ends while paused")
        .extracting(fact -> fact.getJobId() + " " + fact.getOutcome())
        .containsExactly("never " + JobOutcome.CANCELLED);
    assertThat(shop.announcer.checkpoints.getLast().getStep()).isGreaterThanOrEqualTo(20);
  }

  /// At rest nothing is begun; a job that waits can be taken back, which lets this test go on.
  private static void startWhenAtRest(SmallWorkshop shop) {
    while (shop.gate.isDraining()) {
      Thread.onSpinWait();
    }
    JobRequested taken =
        JobRequested.newBuilder(job("never", JobKind.TRAIN, Map.of())).setCancelled(true).build();
    shop.jobs.requested(taken);
  }

  private static JobRequested job(String id, JobKind kind, Map<String, String> parameters) {
    return JobRequested.newBuilder()
        .setJobId(id)
        .setKind(kind)
        .setParameters(parameters)
        .setRequestedAt(Instant.EPOCH)
        .build();
  }
}
