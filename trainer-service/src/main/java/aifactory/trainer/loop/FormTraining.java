package aifactory.trainer.loop;

import aifactory.event.ArtifactPublished;
import aifactory.event.ModelBundled;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.recipe.ModelSize;
import aifactory.trainer.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Does what the training form asks for: a run of its own from nothing or from a model of ours,
/// then the bundle, then the artifact in the form's precision. One thread.
final class FormTraining {
  private static final long EVERY_CYCLE = 0;
  private final Workshop workshop;
  private final Sessions sessions;
  private final Cycle cycle;
  private final Delivery delivery;
  private final Function<Optional<ModelSize>, Recipe> recipes;
  private final JobTargets targets;
  private final BaseModels bases;
  private final Packing packing;

  FormTraining(Workshop workshop, JobDesk.Parts parts, JobTargets targets, Packing packing) {
    this.workshop = workshop;
    this.sessions = parts.sessions();
    this.cycle = parts.cycle();
    this.delivery = parts.delivery();
    this.recipes = parts.recipes();
    this.targets = targets;
    this.bases = new BaseModels(workshop.modelStore());
    this.packing = packing;
  }

  /// Trains and publishes.
  Map<String, String> perform(FormJob job, Cycle.Stop stop) {
    Optional<ArtifactPublished> done = packing.alreadyMadeBy(job.jobId(), job.name());
    if (done.isPresent()) { // a crash came between the ZIP and the end of the job
      packing.publish(done.get());
      return results(done.get());
    }
    packing.requireFree(job.name());
    DatasetVersion dataset = dataset(job);
    Checkpoint base = job.isFromNothing() ? null : bases.find(job.form().baseModel());
    TrainingSession session = sessions.of(plan(job, base, dataset), job.jobId());
    try {
      train(job, session, stop);
    } catch (JobQueue.CancelledException e) {
      sessions.abandon(session);
      throw e;
    }
    ModelBundled bundled = delivery.bundle(session);
    ArtifactPublished artifact =
        packing.pack(
            Packing.Order.of(job, checkpointPolicy(job)), session.newestCheckpoint(), stop);
    Map<String, String> results = results(artifact);
    results.put("bundleId", bundled.getBundleId());
    results.put("checkpointHash", bundled.getCheckpointHash());
    results.put("step", Long.toString(bundled.getStep()));
    return results;
  }

  private DatasetVersion dataset(FormJob job) {
    Optional<String> asked = job.dataset();
    if (asked.isPresent()) {
      return workshop
          .datasets()
          .find(asked.get())
          .orElseThrow(() ->
              new JobDesk.RefusedException(
                  "train_data_tags: there is no dataset version " + asked.get()));
    }
    return workshop
        .datasets()
        .newest()
        .orElseThrow(
            () -> new JobDesk.RefusedException("no dataset is sealed yet: there is no text"));
  }

  private Sessions.Plan plan(FormJob job, @Nullable Checkpoint base, DatasetVersion dataset) {
    ModelSize size =
        base == null
            ? ModelSize.named(job.form().baseModel())
            : ModelSize.named(base.model().name());
    Recipe standard = recipes.apply(Optional.of(size));
    ModelSize.Dimensions preset =
        base == null
            ? size.dimensions()
            : new ModelSize.Dimensions(
                base.model().layers(), base.model().heads(), base.model().width());
    int longest = base == null ? Integer.MAX_VALUE : base.model().contextTokens();
    int tokens = job.whole("max_seq_length", Math.min(longest, size.defaults().sequenceTokens()));
    if (tokens > longest) {
      throw new JobDesk.RefusedException(
          "max_seq_length: %s reads %d tokens at most".formatted(job.form().baseModel(), longest));
    }
    Recipe recipe =
        new Recipe(
            size,
            new ModelSize.Dimensions(
                job.whole("num_layers", preset.layers()),
                job.whole("num_heads", preset.heads()),
                job.whole("hidden_size", preset.width())),
            job.whole("vocab_size", size.defaults().vocabulary()),
            tokens,
            job.whole("batch_size", standard.rows()),
            job.whole("gradient_accumulation", 1),
            job.number("learning_rate").orElse(standard.learningRate()).doubleValue(),
            job.whole("warmup_steps", standard.warmupSteps()),
            job.number("weight_decay").orElse(standard.weightDecay()).doubleValue(),
            job.number("seed").orElse(standard.seed()).longValue());
    return new Sessions.Plan(recipe, dataset, job.dataset().orElse(null), base);
  }

  private void train(FormJob job, TrainingSession session, Cycle.Stop stop) {
    long target = targets.of(job.jobId(), session.step() + steps(job, session));
    long interval = job.number("checkpoint_interval").map(Number::longValue).orElse(EVERY_CYCLE);
    while (session.step() < target) {
      long end =
          interval == EVERY_CYCLE
              ? cycle.endAfter(session.step())
              : (session.step() / interval + 1) * interval;
      cycle.run(session, new Cycle.Order(job.jobId(), Math.min(target, end), target, stop));
    }
  }

  /// What the form says, or an epoch.
  private static long steps(FormJob job, TrainingSession session) {
    Optional<Number> steps = job.number("steps");
    if (steps.isPresent()) {
      return steps.get().longValue();
    }
    long tokens = job.whole("epochs", 1) * session.epochTokens();
    return Math.ceilDiv(tokens, session.recipe().tokensPerStep());
  }

  private Map<String, Object> checkpointPolicy(FormJob job) {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("checkpoint_interval", job.number("checkpoint_interval").orElse(cycle.endAfter(0)));
    policy.put("unit", "steps");
    return policy;
  }

  static Map<String, String> results(ArtifactPublished artifact) {
    Map<String, String> results = new LinkedHashMap<>();
    results.put("artifactName", artifact.getArtifactName());
    results.put("location", artifact.getLocation());
    results.put("zipHash", String.valueOf(artifact.getZipHash()));
    return results;
  }
}
