package aifactory.trainer.loop;

import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.CheckpointStore;
import aifactory.trainer.checkpoint.Pointer;
import aifactory.trainer.dataset.BatchDraw;
import aifactory.trainer.dataset.DrawTable;
import aifactory.trainer.dataset.Journal;
import aifactory.trainer.dataset.OrderLog;
import aifactory.trainer.dataset.TokenCache;
import aifactory.trainer.engine.EngineForm;
import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.engine.StepResult;
import aifactory.trainer.engine.TrainingEngine;
import aifactory.trainer.evaluation.EvaluationSet;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.optim.LearningRateSchedule;
import aifactory.trainer.optim.WarmupStableDecaySchedule;
import aifactory.trainer.recipe.MemoryPlan;
import aifactory.trainer.recipe.Recipe;
import aifactory.trainer.tokenizer.SpecialToken;
import aifactory.trainer.tokenizer.TextEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lineage in the machine: its weights, its place in the draw, its losses. Opened from the newest
/// checkpoint, or from nothing. One thread.
final class TrainingSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingSession.class);

  private final Recipe recipe;
  private final Lineage lineage;
  private final CheckpointStore checkpoints;
  private final LineageStore lineages;
  private final TextEncoder encoder;
  private final OrderLog orders;
  private final BatchSource source;
  private final TrainingEngine engine;
  private final LearningRateSchedule schedule;
  private final EngineForm form;
  private long tokensSeen;
  private double trainLoss;
  private double gradientNorm;
  private final MachineUse machineUse;
  private @Nullable Double validationLoss;
  private @Nullable Double initialValidationLoss;
  private Patience patience = Patience.FRESH;
  private @Nullable ValidationRows validation;
  private @Nullable EvaluationSet validationSet;
  private String cycleStart;
  private long savedStep;
  private boolean justOpened = true;

  private TrainingSession(Workshop workshop, Recipe recipe, Lineage lineage) {
    this.recipe = recipe;
    this.lineage = lineage;
    this.checkpoints = new CheckpointStore(workshop.modelStore());
    this.lineages = new LineageStore(workshop.modelStore());
    this.schedule = WarmupStableDecaySchedule.stable(recipe.learningRate(), recipe.warmupSteps());
    ModelConfiguration model = lineage.configuration();
    MemoryPlan.of(model, recipe).requireFits(lineage.size(), workshop.availableBytes().getAsLong());
    this.encoder = TextEncoder.open(lineages.tokenizerFile(lineage));
    this.orders = workshop.orders();
    this.source = sourceOf(workshop);
    EngineSettings settings = workshop.engine().withWeightDecay(recipe.weightDecay());
    this.form = settings.form();
    Milestones milestones = lineages.milestones(lineage);
    String newest = milestones.checkpoint();
    if (newest == null) {
      this.engine = first(model, settings);
      this.cycleStart = save();
    } else {
      Checkpoint checkpoint = checkpoints.load(newest);
      this.engine = TrainingEngine.open(model, checkpoint.state(), settings);
      this.cycleStart = newest;
      remember(checkpoint);
      compare(checkpoint);
      this.savedStep = checkpoint.state().step();
    }
    this.machineUse = new MachineUse(() -> engine.peakTokensPerSecond(recipe.sequenceTokens()));
  }

  private void compare(Checkpoint checkpoint) {
    EngineForm before = RunNotes.read(checkpoint.trainingConfiguration()).engine();
    if (before != null && !before.equals(form)) {
      LOG.warn(
          "the run is not bit for bit as it would have been runId={} step={} before={} now={}",
          lineage.runId(),
          checkpoint.state().step(),
          before,
          form);
    }
  }

  /// Weights of this seed, or another model's with which this one begins.
  private TrainingEngine first(ModelConfiguration model, EngineSettings settings) {
    String base = lineage.base();
    if (base == null) {
      return TrainingEngine.open(model, recipe.seed(), settings);
    }
    Checkpoint elder = checkpoints.load(base);
    inherit(RunNotes.read(elder.trainingConfiguration()));
    return TrainingEngine.open(model, elder.state().asBeginning(), settings);
  }

  /// Opens a lineage.
  ///
  /// @throws MemoryPlan.DoesNotFitException before any native memory is taken
  static TrainingSession open(Workshop workshop, Recipe recipe, Lineage lineage) {
    return new TrainingSession(workshop, recipe, lineage);
  }

  private BatchSource sourceOf(Workshop workshop) {
    TokenCache cache =
        TokenCache.open(
            workshop.cache().resolve("tokens"), lineage.tokenizerHash(), encoder::encode);
    BatchDraw draw =
        new BatchDraw(
            recipe.seed(),
            new BatchDraw.Shape(recipe.rows() * recipe.parts(), recipe.sequenceTokens() + 1),
            SpecialToken.END_OF_TEXT.id());
    Journal journal = Journal.open(lineages.directory(lineage).resolve("journal.json"));
    return new BatchSource(workshop, journal, cache, draw, lineage.dataset());
  }

  private void remember(Checkpoint checkpoint) {
    RunNotes notes = RunNotes.read(checkpoint.trainingConfiguration());
    tokensSeen = checkpoint.tokensSeen();
    trainLoss = checkpoint.trainLoss();
    validationLoss = checkpoint.validationLoss();
    initialValidationLoss = checkpoint.initialValidationLoss();
    patience = notes.patience();
    inherit(notes);
  }

  /// What weights have read stays with them.
  private void inherit(RunNotes notes) {
    source.domains().addAll(notes.domains());
    source.origins().addAll(notes.knownOrigins());
    notes.knownLicences().forEach(source.licences()::putIfAbsent);
  }

  /// Begins a cycle: the newest dataset version from here on, and a place to roll back to.
  void beginCycle() {
    source.follow(step());
    checkpoints.point(Pointer.LATEST_BEFORE_CYCLE, cycleStart);
  }

  /// Leaves a dataset of which nothing may be drawn any more.
  void switchToNewestDataset() {
    source.switchToNewest(step());
  }

  /// One optimizer step.
  void advance() {
    long step = step();
    StepResult result =
        engine.step(source.batch(step).rows(), schedule.rateAt(step), recipe.parts());
    tokensSeen += recipe.tokensPerStep();
    trainLoss = result.loss();
    gradientNorm = result.gradientNorm();
  }

  /// Validates on these rows from now on.
  void validateOn(EvaluationSet set, int batches) {
    EvaluationSet known = validationSet;
    if (known != null && known.hash().equals(set.hash())) {
      return;
    }
    validationSet = set;
    validation = ValidationRows.of(set, encoder, recipe, batches);
  }

  /// Measures the validation loss; nothing where there is no held-out text, or where some of it was
  /// withdrawn since: the next cycle has another set.
  void validate() {
    ValidationRows rows = validation;
    EvaluationSet set = validationSet;
    if (rows == null || rows.isEmpty() || set == null || !set.isPermittedBy(orders.current())) {
      return;
    }
    double loss = rows.loss(engine);
    validationLoss = loss;
    if (initialValidationLoss == null && step() == 0) {
      initialValidationLoss = loss;
    }
    patience = patience.after(loss, step());
  }

  /// Saves a checkpoint and makes it the newest; the hash.
  String save() {
    Checkpoint checkpoint = checkpoint();
    String hash = checkpoints.save(checkpoint);
    lineages.keep(lineage, lineages.milestones(lineage).withCheckpoint(hash));
    checkpoints.point(Pointer.LATEST, hash);
    if (validationLoss != null && patience.bestStep() == step()) {
      checkpoints.point(Pointer.BEST, hash);
    }
    cycleStart = hash;
    savedStep = step();
    return hash;
  }

  private Checkpoint checkpoint() {
    RunNotes notes =
        new RunNotes(
            recipe.toMap(),
            source.journalBefore(step()),
            patience,
            List.copyOf(source.domains()),
            List.copyOf(source.origins()),
            Map.copyOf(source.licences()),
            form);
    return new Checkpoint(
        lineage.runId(),
        lineage.configuration(),
        engine.state(),
        tokensSeen,
        source.datasetsBefore(step()),
        recipe.seed(),
        lineage.tokenizerHash(),
        trainLoss,
        validationLoss,
        initialValidationLoss,
        notes.json());
  }

  /// Takes back everything since the cycle began.
  void rollBack() {
    Checkpoint checkpoint = checkpoints.load(cycleStart);
    engine.restore(checkpoint.state());
    remember(checkpoint);
  }

  /// Whether nothing was done with it yet; true once.
  boolean isJustOpened() {
    boolean was = justOpened;
    justOpened = false;
    return was;
  }

  /// The training set in force; empty before anything was drawn.
  Optional<DrawTable> trainingSet() {
    return source.inForce();
  }

  boolean hasUnsavedSteps() {
    return step() > savedStep;
  }

  /// Removes old checkpoints.
  void prune(int keep) {
    checkpoints.prune(keep, lineages.namedCheckpoints());
  }

  /// The corpus has grown.
  void renewPatience() {
    patience = patience.renewed();
  }

  boolean isPatienceUsedUp(int limit) {
    return patience.isUsedUp(limit);
  }

  long step() {
    return engine.steps();
  }

  Lineage lineage() {
    return lineage;
  }

  /// Training tokens of the dataset that a first cycle draws from.
  long epochTokens() {
    source.follow(step());
    return source.epochTokens(step());
  }

  Recipe recipe() {
    return recipe;
  }

  TextEncoder encoder() {
    return encoder;
  }

  Checkpoint newestCheckpoint() {
    return checkpoints.load(cycleStart);
  }

  Optional<String> datasetInForce() {
    return source.datasetsBefore(step() + 1).stream()
        .reduce((first, second) -> second)
        .map(entry -> entry.datasetId());
  }

  /// What there is to show.
  Progress.Figures figures() {
    return new Progress.Figures(
        step(),
        tokensSeen,
        trainLoss,
        gradientNorm,
        schedule.rateAt(Math.max(0, step() - 1)),
        validationLoss,
        initialValidationLoss,
        datasetInForce().isEmpty() ? 0 : (double) tokensSeen / source.epochTokens(step()));
  }

  /// How much of the machine training at a rate makes use of, 0..1.
  double machineUse(double tokensPerSecond) {
    return machineUse.at(tokensPerSecond);
  }

  @Override
  public void close() {
    engine.close();
    source.close();
    encoder.close();
  }
}
