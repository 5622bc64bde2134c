package aifactory.trainer.loop;

import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.event.JournalEntry;
import aifactory.event.ModelBundled;
import aifactory.event.ModelCheckpointed;
import aifactory.event.ModelEvaluated;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.CheckpointStore;
import aifactory.trainer.dataset.DrawTable;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a saved checkpoint to what the factory knows of it: announced, and where one is due,
/// bundled, evaluated and made `latest`. Every part is noted when it is done and done again when a
/// crash came before the note; everything is named by its hash, so a repetition says the same
/// thing.
final class Delivery {
  /// More origins than this are not told of: an event has a megabyte at most.
  private static final int MOST_ORIGINS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private final Workshop workshop;
  private final LineageStore lineages;
  private final Showroom showroom;
  private final Examiner examiner;
  private final Announcer announcer;
  private final Counters counters;

  Delivery(
      Workshop workshop,
      Showroom showroom,
      Examiner examiner,
      Announcer announcer,
      Counters counters) {
    this.workshop = workshop;
    this.lineages = new LineageStore(workshop.modelStore());
    this.showroom = showroom;
    this.examiner = examiner;
    this.announcer = announcer;
    this.counters = counters;
  }

  /// Announces the newest checkpoint, unless that was done.
  void announce(TrainingSession session) {
    Milestones milestones = lineages.milestones(session.lineage());
    String newest = milestones.checkpoint();
    if (newest == null || newest.equals(milestones.announcedCheckpoint()) || session.step() == 0) {
      return;
    }
    String before = milestones.announcedCheckpoint();
    String parent = before == null ? session.lineage().base() : before;
    announcer.checkpointed(checkpointed(session, newest, parent));
    counters.checkpoints.incrementAndGet();
    lineages.keep(session.lineage(), lineages.milestones(session.lineage()).withAnnounced(newest));
  }

  /// Whether the newest checkpoint is to be bundled, or the newest bundle still to be scored.
  boolean isBundleDue(TrainingSession session, LoopSettings.Bundles settings) {
    Milestones milestones = lineages.milestones(session.lineage());
    return settings.areDue(session.step(), milestones.bundledStep())
        || milestones.bundleId() != null && milestones.evaluation() == null;
  }

  /// Bundles the newest checkpoint and scores the bundle, as far as either is due.
  void bundle(TrainingSession session, LoopSettings.Bundles settings) {
    Milestones milestones = lineages.milestones(session.lineage());
    if (settings.areDue(session.step(), milestones.bundledStep())) {
      bundle(session);
    } else if (milestones.bundleId() != null && milestones.evaluation() == null) {
      evaluate(session.lineage(), exhibit(milestones), "trainer");
    }
  }

  /// Bundles and scores the newest checkpoint now.
  ModelBundled bundle(TrainingSession session) {
    Checkpoint checkpoint = session.newestCheckpoint();
    ModelBundled bundled = showroom.bundle(checkpoint, lineages.tokenizerJson(session.lineage()));
    announcer.bundled(bundled);
    announcer.aliasMoved(showroom.latest(bundled));
    counters.bundles.incrementAndGet();
    Milestones milestones =
        lineages
            .milestones(session.lineage())
            .withBundle(bundled.getCheckpointHash(), bundled.getStep(), bundled.getBundleId());
    lineages.keep(session.lineage(), milestones);
    LOG.info(
        "bundle published bundleId={} step={} parityError={}",
        bundled.getBundleId(),
        bundled.getStep(),
        bundled.getParityError());
    evaluate(session.lineage(), exhibit(milestones), "trainer");
    return bundled;
  }

  /// The newest bundle of a lineage, if there is one.
  Optional<Showroom.Exhibit> newestBundle(Lineage lineage) {
    return Optional.of(lineages.milestones(lineage))
        .filter(milestones -> milestones.bundleId() != null)
        .map(Delivery::exhibit);
  }

  private static Showroom.Exhibit exhibit(Milestones milestones) {
    String bundleId = String.valueOf(milestones.bundleId());
    return new Showroom.Exhibit(
        bundleId,
        String.valueOf(milestones.bundledCheckpoint()),
        aifactory.contract.bundle.BundleLayout.location(bundleId));
  }

  /// Scores a bundle and announces the score; null when nothing is held out.
  @Nullable ModelEvaluated evaluate(Lineage lineage, Showroom.Exhibit exhibit, String requestedBy) {
    Optional<ModelEvaluated> evaluated = examiner.evaluate(exhibit, requestedBy);
    if (evaluated.isEmpty()) {
      LOG.warn("bundle not scored, nothing is held out bundleId={}", exhibit.bundleId());
      return null;
    }
    ModelEvaluated score = evaluated.get();
    announcer.evaluated(score);
    counters.evaluations.incrementAndGet();
    Milestones milestones = lineages.milestones(lineage);
    if (exhibit.bundleId().equals(milestones.bundleId())) {
      lineages.keep(lineage, milestones.withEvaluation(score.getEvaluationId()));
    }
    LOG.info(
        "bundle scored bundleId={} score={} bitsPerByte={}",
        score.getBundleId(),
        score.getScore(),
        score.getBitsPerByte());
    return score;
  }

  private ModelCheckpointed checkpointed(
      TrainingSession session, String hash, @Nullable String parent) {
    Checkpoint checkpoint = session.newestCheckpoint();
    Optional<DrawTable> set = session.trainingSet();
    Map<String, Long> tokens = set.map(DrawTable::tokensByOrigin).orElse(Map.of());
    String model = checkpoint.model().toJson();
    String recipe = CanonicalJson.write(session.recipe().toMap());
    return ModelCheckpointed.newBuilder()
        .setCheckpointHash(hash)
        .setRunId(checkpoint.runId())
        .setLocation(CheckpointStore.location(hash))
        .setStep(checkpoint.state().step())
        .setTokensSeen(checkpoint.tokensSeen())
        .setJournal(
            checkpoint.journal().stream()
                .map(entry -> new JournalEntry(entry.firstStep(), entry.datasetId()))
                .toList())
        .setTokenizerHash(checkpoint.tokenizerHash())
        .setModelConfiguration(model)
        .setTrainingConfiguration(recipe)
        .setConfigurationHash(Sha256.hex(model + "\n" + recipe))
        .setParentCheckpointHash(parent)
        .setParameters(checkpoint.model().parameters())
        .setSeed(checkpoint.seed())
        .setTrainLoss(checkpoint.trainLoss())
        .setValidationLoss(checkpoint.validationLoss())
        .setInitialValidationLoss(checkpoint.initialValidationLoss())
        .setCheckpointedAt(workshop.clock().instant())
        .setTrainingTokens(tokens.size() > MOST_ORIGINS ? Map.of() : tokens)
        .setDatasetTokens(set.map(DrawTable::tokens).orElse(0L))
        .setEvaluationTokens(set.map(DrawTable::evaluationTokens).orElse(0L))
        .build();
  }
}
