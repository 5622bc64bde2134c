package aifactory.trainer.loop;

import aifactory.trainer.checkpoint.JournalEntry;
import aifactory.trainer.dataset.Batch;
import aifactory.trainer.dataset.BatchDraw;
import aifactory.trainer.dataset.DatasetBoard;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.DrawTable;
import aifactory.trainer.dataset.Journal;
import aifactory.trainer.dataset.MaskPosition;
import aifactory.trainer.dataset.OrderLog;
import aifactory.trainer.dataset.ParagraphMasks;
import aifactory.trainer.dataset.RetractionMask;
import aifactory.trainer.dataset.TokenCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The batch of each step, as the journal has it. Policies, takedowns and retractions are looked at
/// when the step starts: where a batch would hold forbidden text, the mask of now goes into the
/// journal first and the batch is drawn again. One thread.
final class BatchSource implements AutoCloseable {
  private final Workshop workshop;
  private final Journal journal;
  private final TokenCache cache;
  private final BatchDraw draw;
  private final Set<String> domains = new TreeSet<>();
  private final Set<String> origins = new TreeSet<>();
  private final Map<String, Long> licences = new TreeMap<>();
  private final @Nullable String pinned;
  private @Nullable DrawTable table;
  private @Nullable MaskPosition maskPosition;
  private RetractionMask mask = RetractionMask.NONE;

  /// @param pinned dataset version that all is drawn from; null = the newest of each cycle
  BatchSource(
      Workshop workshop,
      Journal journal,
      TokenCache cache,
      BatchDraw draw,
      @Nullable String pinned) {
    this.pinned = pinned;
    this.workshop = workshop;
    this.journal = journal;
    this.cache = cache;
    this.draw = draw;
  }

  /// Puts the newest dataset version in force from this step on, unless it is already or a killed
  /// process had gone further than this step: then its journal is followed first.
  void follow(long step) {
    if (journal.isEmpty() || !isUsable(journal.at(step))) {
      switchToNewest(step);
      return;
    }
    boolean wasHereBefore = journal.at(step).firstStep() == step || journal.reaches(step + 1);
    if (!wasHereBefore && !journal.at(step).datasetId().equals(newest().id())) {
      switchToNewest(step);
    }
  }

  /// Puts the newest dataset version in force from this step on.
  void switchToNewest(long step) {
    journal.append(new Journal.Entry(step, newest().id(), workshop.orders().now().position()));
  }

  private DatasetVersion newest() {
    DatasetBoard board = workshop.datasets();
    return (pinned == null ? board.newest() : board.find(pinned))
        .orElseThrow(() -> new IllegalStateException("training begins with a dataset"));
  }

  private boolean isUsable(Journal.Entry entry) {
    return workshop.datasets().find(entry.datasetId()).isPresent();
  }

  /// The batch of a step, free of anything forbidden now.
  Batch batch(long step) {
    Journal.Entry entry = journal.at(step);
    DrawTable drawn = tableOf(entry.datasetId());
    Batch batch = draw.batch(step, drawn, maskOf(entry.mask()), cache);
    OrderLog.Moment now = workshop.orders().now();
    if (batch.isPermittedBy(now.mask())) {
      return batch;
    }
    journal.append(new Journal.Entry(step, entry.datasetId(), now.position()));
    return draw.batch(step, drawn, maskOf(now.position()), cache);
  }

  private DrawTable tableOf(String datasetId) {
    DrawTable current = table;
    if (current == null || !current.datasetId().equals(datasetId)) {
      DatasetVersion dataset =
          workshop
              .datasets()
              .find(datasetId)
              .orElseThrow(
                  () -> new IllegalStateException("dataset.sealed does not know " + datasetId));
      cache.extendTo(workshop.log(), dataset.accepted());
      ParagraphMasks masks = dataset.paragraphMasks(workshop.log());
      cache.extendTo(workshop.log(), dataset.accepted(), masks);
      current =
          DrawTable.of(
              dataset,
              dataset.sealedMask(workshop.log()),
              masks,
              cache,
              DrawTable.QualityScale.STANDARD);
      table = current;
      domains.addAll(current.domains());
      origins.addAll(current.tokensByOrigin().keySet());
      licences.putAll(dataset.preparation().licences());
    }
    return current;
  }

  private RetractionMask maskOf(MaskPosition position) {
    if (!position.equals(maskPosition)) {
      mask = workshop.orders().at(position);
      maskPosition = position;
    }
    return mask;
  }

  /// Training tokens of the dataset in force at a step: one epoch.
  long epochTokens(long step) {
    return Math.max(1, tableOf(journal.at(step).datasetId()).tokens());
  }

  String datasetId(long step) {
    return journal.at(step).datasetId();
  }

  /// Everything drawn from before a step, masks included.
  List<Journal.Entry> journalBefore(long step) {
    return journal.before(step);
  }

  /// Dataset versions by first step, for events.
  List<JournalEntry> datasetsBefore(long step) {
    List<JournalEntry> datasets = new java.util.ArrayList<>();
    for (Journal.Entry entry : journal.before(step)) {
      if (datasets.isEmpty() || !datasets.getLast().datasetId().equals(entry.datasetId())) {
        datasets.add(new JournalEntry(entry.firstStep(), entry.datasetId()));
      }
    }
    return datasets;
  }

  /// Domains of every dataset drawn from: the lineage of the model.
  Set<String> domains() {
    return domains;
  }

  /// The same with source types.
  Set<String> origins() {
    return origins;
  }

  /// What is drawn from now; empty before anything was drawn.
  Optional<DrawTable> inForce() {
    return Optional.ofNullable(table);
  }

  /// Documents by licence of every dataset drawn from, counted in the newest that has it.
  Map<String, Long> licences() {
    return licences;
  }

  @Override
  public void close() {
    cache.close();
  }
}
