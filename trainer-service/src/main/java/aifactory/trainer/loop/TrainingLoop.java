package aifactory.trainer.loop;

import aifactory.event.JobFinished;
import aifactory.event.JobKind;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.NothingToDrawException;
import aifactory.trainer.recipe.MemoryPlan;
import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Recipe;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map of the workshop. Jobs come first; else, under the standing order, one cycle after the
/// other: restore, step, report, validate, save, export, evaluate. Sleeps when there is nothing to
/// learn and wakes when the corpus has grown. Runs on one thread; everything it must not forget is
/// on disk before it is relied on.
public final class TrainingLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Workshop workshop;
  private final LoopSettings settings;
  private final Recipe standing;
  private final WorkGate gate;
  private final JobQueue jobs;
  private final Announcer announcer;
  private final Progress progress;
  private final Counters counters = new Counters();
  private final Sessions sessions;
  private final Cycle cycle;
  private final Delivery delivery;
  private final Examiner examiner;
  private final JobDesk desk;
  private final StartCondition start;
  private @Nullable String blockedDataset;

  /// What comes in from outside while the loop runs.
  public record Inlets(WorkGate gate, JobQueue jobs, Aliases aliases, Announcer announcer) {}

  /// @param recipes recipe of a size; of the standing order where none is named
  public TrainingLoop(
      Workshop workshop,
      LoopSettings settings,
      Function<Optional<ModelSize>, Recipe> recipes,
      Inlets inlets) {
    this.workshop = workshop;
    this.settings = settings;
    this.standing = recipes.apply(Optional.empty());
    this.gate = inlets.gate();
    this.jobs = inlets.jobs();
    this.announcer = inlets.announcer();
    this.progress = new Progress(announcer, workshop.clock(), workshop.nodeId());
    Showroom showroom = new Showroom(workshop, settings.bundles());
    this.examiner =
        new Examiner(
            workshop,
            showroom,
            inlets.aliases(),
            announcer,
            settings.bundles().evaluationBytesPerLanguage());
    this.delivery = new Delivery(workshop, showroom, examiner, announcer, counters);
    this.sessions = new Sessions(workshop, settings, progress, examiner);
    this.cycle = new Cycle(settings, gate, progress, delivery, counters, this::endTakenBack);
    this.desk =
        new JobDesk(
            workshop,
            new JobDesk.Parts(sessions, cycle, delivery, examiner, announcer, recipes),
            new Packing(workshop, announcer, progress),
            progress,
            inlets.jobs());
    jobs.whenTakenBack(gate::nudge);
    this.start = new StartCondition(settings.start(), workshop.clock());
  }

  /// Goes round until the gate closes; then what was learned since the last checkpoint is saved.
  @Override
  public void run() {
    try {
      while (true) {
        guardedTurn();
      }
    } catch (WorkGate.ClosedException e) {
      saveUnsaved();
    } finally {
      sessions.close();
    }
  }

  /// A broker or disk that is away for a while must not end the loop: it starts over from disk.
  private void guardedTurn() {
    try {
      gate.await(this::saveUnsaved, this::endTakenBack);
      turn();
    } catch (WorkGate.ClosedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("turn failed, starting over from the newest checkpoint", e);
      counters.failures.incrementAndGet();
      sessions.close();
      gate.pause(settings.retry().backoff());
    }
  }

  private void turn() {
    Optional<JobRequested> job = jobs.next();
    if (job.isPresent()) {
      desk.perform(job.get());
      jobs.finished(job.get().getJobId());
    } else if (settings.continuous()) {
      standingOrder();
    } else {
      wait("for a job");
    }
  }

  private void standingOrder() {
    Optional<DatasetVersion> newest = workshop.datasets().newest();
    if (newest.isEmpty() || !sessions.hasBegun(standing) && !start.isMetBy(newest)) {
      wait("for text: " + start.explained());
      return;
    }
    if (newest.get().id().equals(blockedDataset)) {
      wait("for another dataset than " + blockedDataset);
      return;
    }
    try {
      continueOn(sessions.of(standing, newest.get(), jobId()), newest.get());
    } catch (NothingToDrawException e) {
      block(newest.get(), e);
    } catch (Cycle.FailedException | MemoryPlan.DoesNotFitException e) {
      block(newest.get(), e);
      announcer.finished(failed(e));
    }
  }

  private void continueOn(TrainingSession session, DatasetVersion newest) {
    if (blockedDataset != null) {
      session.switchToNewestDataset();
      blockedDataset = null;
    }
    if (session.isJustOpened()) {
      cycle.deliver(session, jobId()); // what a crash left undone
    }
    if (session.isPatienceUsedUp(settings.validation().patience())) {
      if (!hasGrown(session, newest)) {
        wait("for new text: the validation loss no longer falls");
        return;
      }
      session.renewPatience();
    }
    examiner.current().ifPresent(set -> session.validateOn(set, settings.validation().batches()));
    cycle.run(
        session, new Cycle.Order(jobId(), cycle.endAfter(session.step()), null, Cycle.Stop.NEVER));
  }

  private boolean hasGrown(TrainingSession session, DatasetVersion newest) {
    long known =
        session
            .datasetInForce()
            .flatMap(workshop.datasets()::find)
            .map(DatasetVersion::characters)
            .orElse(0L);
    return newest.characters() >= known * (1 + settings.validation().growth());
  }

  private void block(DatasetVersion dataset, RuntimeException cause) {
    LOG.warn("training waits for another dataset datasetId={}", dataset.id(), cause);
    blockedDataset = dataset.id();
  }

  private void wait(String reason) {
    progress.phase(jobId(), "waiting", reason);
    gate.pause(LOOK_AGAIN);
  }

  private String jobId() {
    return "continuous-" + standing.size().label();
  }

  private JobFinished failed(RuntimeException cause) {
    return JobFinished.newBuilder()
        .setJobId(jobId())
        .setKind(JobKind.TRAIN.name())
        .setNodeId(workshop.nodeId())
        .setOutcome(
            cause instanceof Cycle.FailedException ? JobOutcome.ROLLED_BACK : JobOutcome.FAILED)
        .setError(String.valueOf(cause.getMessage()))
        .setResults(Map.of())
        .setFinishedAt(workshop.clock().instant())
        .build();
  }

  /// Jobs taken back before they began end at once, paused or not.
  private void endTakenBack() {
    for (JobRequested job : jobs.takenBack()) {
      desk.perform(job);
      jobs.finished(job.getJobId());
    }
  }

  private void saveUnsaved() {
    TrainingSession session = sessions.opened();
    if (session != null && session.hasUnsavedSteps()) {
      session.save();
      LOG.info("saved before the rest step={}", session.step());
    }
  }

  /// What it is doing.
  public Progress progress() {
    return progress;
  }

  /// What it has done.
  public Counters counters() {
    return counters;
  }
}
