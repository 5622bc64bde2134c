package aifactory.trainer.loop;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.CheckpointStore;
import aifactory.trainer.dataset.Batch;
import aifactory.trainer.dataset.BatchDraw;
import aifactory.trainer.dataset.DatasetVersion;
import aifactory.trainer.dataset.DrawTable;
import aifactory.trainer.dataset.Journal;
import aifactory.trainer.dataset.RetractionMask;
import aifactory.trainer.dataset.TokenCache;
import aifactory.trainer.tokenizer.SpecialToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Draws the batch of a past step again, from the journal, beside the loop: which versions of which
/// documents were in it, and which of their tokens. Changes nothing.
public final class Hindsight {
  private final Workshop workshop;
  private final LineageStore lineages;

  public Hindsight(Workshop workshop) {
    this.workshop = workshop;
    this.lineages = new LineageStore(workshop.modelStore());
  }

  /// A question that has no answer; the message says why.
  public static final class UnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownException(String message) {
      super(message);
    }
  }

  /// A batch, piece by piece.
  ///
  /// @param firstStep since which step the dataset and the orders of this batch were in force
  public record Explained(
      String run, long step, long firstStep, String datasetId, List<Piece> pieces) {}

  /// @param row index of the row; `at` its first place there
  /// @param fromToken first token inside the document less its masked paragraphs, `toToken` after
  ///   the last
  public record Piece(
      int row,
      int at,
      String documentId,
      String version,
      String url,
      int partition,
      long offset,
      int fromToken,
      int toToken) {}

  /// @throws UnknownException when there is no such run or step
  public Explained batch(String run, long step) {
    Lineage lineage =
        lineages
            .named(run)
            .orElseThrow(() ->
                new UnknownException(
                    "there is no run %s; there are: %s"
                        .formatted(run, String.join(", ", lineages.names()))));
    Journal journal = Journal.open(lineages.directory(lineage).resolve("journal.json"));
    if (journal.isEmpty() || step < 0) {
      throw new UnknownException("run %s has drawn no step %d".formatted(run, step));
    }
    Journal.Entry entry = journal.at(step);
    DatasetVersion dataset =
        workshop
            .datasets()
            .find(entry.datasetId())
            .orElseThrow(
                () -> new UnknownException("dataset.sealed does not know " + entry.datasetId()));
    try (TokenCache cache =
        TokenCache.view(
            workshop.cache().resolve("tokens"), lineage.tokenizerHash(), dataset.accepted())) {
      DrawTable table =
          DrawTable.of(
              dataset,
              dataset.sealedMask(workshop.log()),
              dataset.paragraphMasks(workshop.log()),
              cache,
              DrawTable.QualityScale.STANDARD);
      RetractionMask mask = workshop.orders().at(entry.mask());
      Batch batch = draw(lineage).batch(step, table, mask, cache);
      return new Explained(run, step, entry.firstStep(), dataset.id(), pieces(batch));
    }
  }

  /// Tokens of a version, by tokenizer hash, as far as caches hold it.
  public Map<String, Integer> tokens(String version) {
    Map<String, Integer> tokens = new TreeMap<>();
    Optional<DatasetVersion> newest = workshop.datasets().newest();
    if (newest.isEmpty()) {
      return tokens;
    }
    Path home = workshop.cache().resolve("tokens");
    for (String tokenizer : lineages.tokenizers()) {
      if (Files.isDirectory(home.resolve(tokenizer))) {
        try (TokenCache cache = TokenCache.view(home, tokenizer, newest.get().accepted())) {
          cache
              .documents(newest.get().accepted())
              .filter(document -> document.origin().version().equals(version))
              .findFirst()
              .ifPresent(document -> tokens.put(tokenizer, document.tokenCount()));
        }
      }
    }
    return tokens;
  }

  private BatchDraw draw(Lineage lineage) {
    Shape shape = shape(lineage);
    return new BatchDraw(
        lineage.seed(),
        new BatchDraw.Shape(shape.rows() * shape.parts(), shape.sequenceTokens() + 1),
        SpecialToken.END_OF_TEXT.id());
  }

  private record Shape(int rows, int parts, int sequenceTokens) {}

  /// As the newest checkpoint says; a run keeps its shape.
  private Shape shape(Lineage lineage) {
    String newest = lineages.milestones(lineage).checkpoint();
    if (newest == null) {
      throw new UnknownException("run %s has no checkpoint yet".formatted(lineage.runId()));
    }
    String notes = new CheckpointStore(workshop.modelStore()).trainingConfiguration(newest);
    Map<String, Object> recipe = CanonicalJson.read(notes, RunNotes.class).recipe();
    return new Shape(
        number(recipe, "rows"), number(recipe, "parts"), number(recipe, "sequenceTokens"));
  }

  private static int number(Map<String, Object> recipe, String name) {
    if (recipe.get(name) instanceof Number number) {
      return number.intValue();
    }
    throw new UnknownException("the checkpoint's recipe lacks " + name);
  }

  private static List<Piece> pieces(Batch batch) {
    List<Piece> pieces = new ArrayList<>();
    for (Batch.Cut cut : batch.cuts()) {
      pieces.add(
          new Piece(
              cut.row(),
              cut.at(),
              cut.document().origin().documentId(),
              cut.document().origin().version(),
              cut.document().origin().url(),
              cut.document().partition(),
              cut.document().offset(),
              cut.from(),
              cut.from() + cut.tokens()));
    }
    return pieces;
  }
}
