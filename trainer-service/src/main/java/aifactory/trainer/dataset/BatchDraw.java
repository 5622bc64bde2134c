package aifactory.trainer.dataset;

import java.util.ArrayList;
import java.util.List;

/// Draws the batch of a step: a pure function of seed, step, dataset version and mask.
///
/// A row is a window of T + 1 tokens inside one document, started anywhere it fits. A document is
/// read as `EOS tokens EOS`; one that is shorter than a row is taken whole and the row goes on with
/// the next one drawn (sharing the EOS between them), so that no place is wasted on padding and no
/// loss mask is needed. A document that the mask forbids is drawn again under the next attempt
/// number; rows without it stay as they were.
public final class BatchDraw {
  private static final int MAX_ATTEMPTS = 10_000;
  private static final int WINDOW_USE = MAX_ATTEMPTS; // attempts use the numbers below it

  private final long seed;
  private final Shape shape;
  private final int endOfText;

  /// @param rows B
  /// @param tokens T + 1
  public record Shape(int rows, int tokens) {}

  public BatchDraw(long seed, Shape shape, int endOfText) {
    this.seed = seed;
    this.shape = shape;
    this.endOfText = endOfText;
  }

  /// @throws NothingToDrawException when the mask leaves no document
  public Batch batch(long step, DrawTable table, RetractionMask mask, TokenCache cache) {
    CounterDraw draw = CounterDraw.of(seed, table.contentHash());
    int[][] rows = new int[shape.rows()][shape.tokens()];
    List<CachedDocument> used = new ArrayList<>();
    List<Batch.Cut> cuts = new ArrayList<>();
    for (int row = 0; row < rows.length; row++) {
      int filled = 0;
      for (int slot = 0; filled < shape.tokens(); slot++) {
        CachedDocument document = permitted(draw, step, row, slot, table, mask);
        used.add(document);
        int start = start(draw, step, row, slot, document);
        filled = fill(new Row(row, rows[row], cuts), filled, document, start, cache);
      }
    }
    return new Batch(rows, used, cuts);
  }

  private static CachedDocument permitted(
      CounterDraw draw, long step, int row, int slot, DrawTable table, RetractionMask mask) {
    if (!table.isEmpty()) {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        CachedDocument document = table.at(draw.unit(step, row, slot, attempt));
        if (mask.permits(document.origin())) {
          return document;
        }
      }
    }
    throw new NothingToDrawException(table.datasetId());
  }

  /// Where a window begins in `EOS tokens EOS`; only a row's first document can be long enough to
  /// have a choice, later ones start at their beginning.
  private int start(CounterDraw draw, long step, int row, int slot, CachedDocument document) {
    int choices = document.tokenCount() + 2 - shape.tokens() + 1;
    return slot > 0 || choices <= 1 ? 0 : draw.below(choices, step, row, slot, WINDOW_USE);
  }

  /// A row that is being filled, and the note of what it is filled with.
  private record Row(int number, int[] tokens, List<Batch.Cut> cuts) {}

  /// Writes `EOS tokens EOS` from `start` over the row from `filled`; returns the next free place.
  private int fill(Row filling, int filled, CachedDocument document, int start, TokenCache cache) {
    int[] row = filling.tokens();
    int at = filled;
    int from = start;
    boolean shared = at > 0; // the EOS that ended the document before begins this one
    if (from == 0) {
      from = 1;
      if (!shared) {
        row[at++] = endOfText;
      }
    }
    int tokens = Math.min(document.tokenCount() - (from - 1), row.length - at);
    if (tokens > 0) {
      cache.copy(document, from - 1, tokens, row, at);
      filling.cuts().add(new Batch.Cut(document, filling.number(), at, from - 1, tokens));
      at += tokens;
    }
    if (at < row.length) {
      row[at++] = endOfText;
    }
    return at;
  }
}
