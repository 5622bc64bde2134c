package aifactory.trainer.loop;

import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.recipe.Recipe;
import aifactory.trainer.tokenizer.LearnedTokenizer;
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
    if (current != null && current.recipe().equals(recipe)) {
      return current;
    }
    close();
    Lineage lineage = lineages.continuing(recipe).orElseGet(() -> begin(recipe, dataset, jobId));
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

  private Lineage begin(Recipe recipe, DatasetVersion dataset, String jobId) {
    progress.phase(jobId, "tokenizer", "learning from " + dataset.id());
    LearnedTokenizer tokenizer =
        TokenizerLearning.from(workshop, dataset, recipe.vocabulary(), settings.tokenizerThreads());
    LOG.info(
        "tokenizer learned tokens={} hash={} datasetId={}",
        tokenizer.tokens().size(),
        tokenizer.hash(),
        dataset.id());
    return lineages.begin(recipe, tokenizer);
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
