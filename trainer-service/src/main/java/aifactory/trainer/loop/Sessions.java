package aifactory.trainer.loop;

import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.recipe.Recipe;
import aifactory.trainer.tokenizer.LearnedTokenizer;
import aifactory.trainer.tokenizer.TokenizerQuality;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one session that is in the machine. Asking for another recipe closes it. One thread.
final class Sessions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private final Workshop workshop;
  private final LoopSettings settings;
  private final Progress progress;
  private final Examiner examiner;
  private final LineageStore lineages;
  private @Nullable TrainingSession open;

  Sessions(Workshop workshop, LoopSettings settings, Progress progress, Examiner examiner) {
    this.workshop = workshop;
    this.settings = settings;
    this.progress = progress;
    this.examiner = examiner;
    this.lineages = new LineageStore(workshop.modelStore());
  }

  /// Whether a lineage for the recipe has begun.
  boolean hasBegun(Recipe recipe) {
    return lineages.continuing(recipe).isPresent();
  }

  @Nullable TrainingSession opened() {
    return open;
  }

  /// The session of a recipe, restored or begun from a dataset version.
  TrainingSession of(Recipe recipe, DatasetVersion dataset, String jobId) {
    TrainingSession current = open;
    if (current != null && current.recipe().equals(recipe) && current.lineage().job() == null) {
      return current;
    }
    close();
    return opened(
        recipe, lineages.continuing(recipe).orElseGet(() -> begin(recipe, dataset, jobId)), jobId);
  }

  private TrainingSession opened(Recipe recipe, Lineage lineage, String jobId) {
    progress.phase(jobId, "caching", lineage.runId());
    TrainingSession session = TrainingSession.open(workshop, recipe, lineage);
    examiner.current().ifPresent(set -> session.validateOn(set, settings.validation().batches()));
    open = session;
    LOG.info(
        "session opened runId={} step={} parameters={}",
        lineage.runId(),
        session.step(),
        lineage.configuration().parameters());
    return session;
  }

  /// What a job of its own begins with.
  ///
  /// @param pinned dataset version that all is drawn from; null = the newest of each cycle
  /// @param base model whose weights and tokenizer it begins with; null = nothing
  record Plan(
      Recipe recipe, DatasetVersion dataset, @Nullable String pinned, @Nullable Checkpoint base) {}

  /// The session of a job that has a run of its own, restored or begun.
  TrainingSession of(Plan plan, String jobId) {
    close();
    Lineage lineage = lineages.ofJob(jobId).orElseGet(() -> begin(plan, jobId));
    return opened(plan.recipe(), lineage, jobId);
  }

  private Lineage begin(Plan plan, String jobId) {
    Checkpoint base = plan.base();
    Recipe recipe = plan.recipe();
    if (base != null) {
      ModelConfiguration model =
          base.model().withContext(base.model().name(), recipe.sequenceTokens());
      Lineage lineage =
          Lineage.ofJob(recipe, base.tokenizerHash(), model, jobId, base.hash(), plan.pinned());
      return lineages.begin(lineage, lineages.tokenizerJson(lineage));
    }
    LearnedTokenizer tokenizer = learned(recipe, plan.dataset(), jobId);
    ModelConfiguration model = recipe.model(tokenizer.tokens().size());
    Lineage lineage =
        Lineage.ofJob(
            recipe,
            tokenizer.hash(),
            model.withContext(model.name(), recipe.sequenceTokens()),
            jobId,
            null,
            plan.pinned());
    return lineages.begin(lineage, tokenizer.json());
  }

  /// Closes a session whose run came to nothing, and forgets the run.
  void abandon(TrainingSession session) {
    Lineage lineage = session.lineage();
    close();
    lineages.forget(lineage);
  }

  private Lineage begin(Recipe recipe, DatasetVersion dataset, String jobId) {
    return lineages.begin(recipe, learned(recipe, dataset, jobId));
  }

  private LearnedTokenizer learned(Recipe recipe, DatasetVersion dataset, String jobId) {
    progress.phase(jobId, "tokenizer", "learning from " + dataset.id());
    TokenizerLearning.Outcome outcome =
        TokenizerLearning.from(workshop, dataset, recipe.vocabulary(), settings.tokenizerThreads());
    LearnedTokenizer tokenizer = outcome.tokenizer();
    String quality = TokenizerQuality.worded(outcome.bytesPerToken());
    progress.phase(
        jobId,
        "tokenizer",
        "learned %d tokens; bytes per token: %s".formatted(tokenizer.tokens().size(), quality));
    LOG.info(
        "tokenizer learned tokens={} hash={} datasetId={} bytesPerToken={}",
        tokenizer.tokens().size(),
        tokenizer.hash(),
        dataset.id(),
        quality);
    return tokenizer;
  }

  /// Closes the session; a failure inside it must not keep the loop from the next one.
  @Override
  public void close() {
    TrainingSession current = open;
    open = null;
    if (current != null) {
      current.close();
    }
  }
}
