package aifactory.trainer.loop;

import aifactory.event.ArtifactPublished;
import aifactory.event.JobFinished;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.event.ModelBundled;
import aifactory.event.ModelEvaluated;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the jobs that somebody asked for: trains so many steps, scores a bundle, exports the newest
/// checkpoint. What it cannot do fails with a sentence that says so. One thread.
final class JobDesk {
  private static final Logger LOG = LoggerFactory.getLogger(JobDesk.class);
  private final Workshop workshop;
  private final Sessions sessions;
  private final Cycle cycle;
  private final Delivery delivery;
  private final Examiner examiner;
  private final Announcer announcer;
  private final Function<Optional<ModelSize>, Recipe> recipes;
  private final JobTargets targets;
  private final FormTraining forms;
  private final Packing packing;
  private final Progress progress;
  private final JobQueue queue;

  /// A job asked for something impossible.
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /// @param recipes the recipe of a size, of the standing order where none is named
  record Parts(
      Sessions sessions,
      Cycle cycle,
      Delivery delivery,
      Examiner examiner,
      Announcer announcer,
      Function<Optional<ModelSize>, Recipe> recipes) {}

  JobDesk(Workshop workshop, Parts parts, Packing packing, Progress progress, JobQueue queue) {
    this.workshop = workshop;
    this.sessions = parts.sessions();
    this.cycle = parts.cycle();
    this.delivery = parts.delivery();
    this.examiner = parts.examiner();
    this.announcer = parts.announcer();
    this.recipes = parts.recipes();
    this.targets = new JobTargets(workshop.modelStore());
    this.forms = new FormTraining(workshop, parts, targets, packing);
    this.packing = packing;
    this.progress = progress;
    this.queue = queue;
  }

  /// Does a job and announces its end.
  void perform(JobRequested job) {
    LOG.info("job begins jobId={} kind={} actor={}", job.getJobId(), job.getKind(), job.getActor());
    try {
      queue.requireWanted(job.getJobId());
      progress.begins(job);
      end(job, JobOutcome.SUCCEEDED, null, results(job));
    } catch (JobQueue.CancelledException e) {
      LOG.info("job cancelled jobId={}", job.getJobId());
      end(job, JobOutcome.CANCELLED, e.getMessage(), Map.of());
    } catch (WorkGate.ClosedException e) {
      throw e;
    } catch (Cycle.FailedException e) {
      LOG.warn("job rolled back jobId={}", job.getJobId(), e);
      end(job, JobOutcome.ROLLED_BACK, e.getMessage(), Map.of());
    } catch (RuntimeException e) { // whatever it was, the asker must be told
      LOG.warn("job failed jobId={}", job.getJobId(), e);
      end(job, JobOutcome.FAILED, String.valueOf(e.getMessage()), Map.of());
    }
  }

  private Map<String, String> results(JobRequested job) {
    return switch (job.getKind()) {
      case TRAIN -> FormJob.isOne(job) ? formed(job) : train(job);
      case FINE_TUNE -> formed(job);
      case EVALUATE -> evaluate(job);
      case EXPORT -> job.getParameters().containsKey("format") ? pack(job) : export(job);
      case RECIPE ->
          throw new RefusedException(
              "jobs of kind " + job.getKind() + " cannot be done by this trainer yet");
    };
  }

  private Map<String, String> train(JobRequested job) {
    long steps = positive(job, "steps", 1000);
    TrainingSession session = sessionOf(job);
    long target = targets.of(job.getJobId(), session.step() + steps);
    while (session.step() < target) {
      long until = Math.min(target, cycle.endAfter(session.step()));
      cycle.run(session, new Cycle.Order(job.getJobId(), until, target, stop(job)));
    }
    return export(session);
  }

  private Map<String, String> formed(JobRequested job) {
    if (!FormJob.isOne(job)) {
      throw new RefusedException(
          "a job of kind " + job.getKind() + " needs a form that names its base_model");
    }
    return forms.perform(FormJob.of(job), stop(job));
  }

  private Cycle.Stop stop(JobRequested job) {
    return () -> queue.requireWanted(job.getJobId());
  }

  /// An artifact of a model that is there, in a format of others.
  private Map<String, String> pack(JobRequested job) {
    ExportJob order = ExportJob.of(job, workshop);
    Optional<ArtifactPublished> done = packing.alreadyMadeBy(job.getJobId(), order.name());
    if (done.isPresent()) {
      packing.publish(done.get());
      return FormTraining.results(done.get());
    }
    packing.requireFree(order.name());
    return FormTraining.results(packing.pack(order.packing(), order.checkpoint(), stop(job)));
  }

  private Map<String, String> export(JobRequested job) {
    TrainingSession session = sessionOf(job);
    if (session.step() == 0) {
      throw new RefusedException("nothing is trained yet: there is no checkpoint to export");
    }
    return export(session);
  }

  private Map<String, String> export(TrainingSession session) {
    ModelBundled bundled = delivery.bundle(session);
    Map<String, String> results = new LinkedHashMap<>();
    results.put("bundleId", bundled.getBundleId());
    results.put("checkpointHash", bundled.getCheckpointHash());
    results.put("location", bundled.getLocation());
    results.put("step", Long.toString(bundled.getStep()));
    return results;
  }

  private Map<String, String> evaluate(JobRequested job) {
    TrainingSession session = sessionOf(job);
    if (Boolean.parseBoolean(job.getParameters().getOrDefault("renewSet", "false"))) {
      examiner.renew();
    }
    progress.phase(job.getJobId(), "evaluating", "step " + session.step());
    Showroom.Exhibit exhibit = exhibitOf(job, session);
    ModelEvaluated score = delivery.evaluate(session.lineage(), exhibit, job.getActor());
    if (score == null) {
      throw new RefusedException("nothing is held out: there is no evaluation set");
    }
    return Map.of(
        "evaluationId", score.getEvaluationId(),
        "bundleId", score.getBundleId(),
        "score", Double.toString(score.getScore()),
        "evaluationSetHash", score.getEvaluationSetHash());
  }

  /// The bundle that the job names, the newest of the lineage where it names none.
  private Showroom.Exhibit exhibitOf(JobRequested job, TrainingSession session) {
    String asked = job.getParameters().get("bundleId");
    if (asked == null) {
      return delivery
          .newestBundle(session.lineage())
          .orElseThrow(() -> new RefusedException("there is no bundle to evaluate yet"));
    }
    return Showroom.Exhibit.inStore(workshop.modelStore(), asked)
        .orElseThrow(() -> new RefusedException("no bundle " + asked + " in the model store"));
  }

  private TrainingSession sessionOf(JobRequested job) {
    String preset = job.getParameters().get("preset");
    Recipe recipe = recipes.apply(Optional.ofNullable(preset).map(ModelSize::named));
    DatasetVersion dataset =
        workshop
            .datasets()
            .newest()
            .orElseThrow(() -> new RefusedException("no dataset is sealed yet: there is no text"));
    return sessions.of(recipe, dataset, job.getJobId());
  }

  private static long positive(JobRequested job, String name, long otherwise) {
    String given = job.getParameters().getOrDefault(name, Long.toString(otherwise));
    if (!given.matches("[1-9]\\d{0,11}")) {
      throw new RefusedException(name + " must be a whole number above 0, is " + given);
    }
    return Long.parseLong(given);
  }

  private void end(
      JobRequested job,
      JobOutcome outcome,
      @org.jspecify.annotations.Nullable String error,
      Map<String, String> results) {
    announcer.finished(
        JobFinished.newBuilder()
            .setJobId(job.getJobId())
            .setKind(job.getKind().name())
            .setNodeId(workshop.nodeId())
            .setOutcome(outcome)
            .setError(error)
            .setResults(results)
            .setFinishedAt(workshop.clock().instant())
            .build());
    targets.forget(job.getJobId());
  }
}
