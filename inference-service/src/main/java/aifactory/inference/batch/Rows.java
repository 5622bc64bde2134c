package aifactory.inference.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who lies in which row. The order is always: texts being continued, texts whose prompt is being
/// read, rows without a text. A row that was left keeps its prompt until another text needs the
/// room, so that a prompt that begins alike need not be read again. Not thread-safe.
///
/// Only prompts are reused, never answers, and only up to a cut of the grid: what lies there was
/// computed in the same chunks as it would be again, so it gives the same scores to the last bit.
final class Rows {
  private static final int[] NOTHING = {};

  private final RowCache cache;
  private final ChunkGrid grid;
  private final @Nullable Sequence[] sequences;
  private final int[][] prompts;
  private final long[] lastUsed;
  private int decoding;
  private int active;
  private long uses;

  Rows(RowCache cache, ChunkGrid grid) {
    this.cache = cache;
    this.grid = grid;
    this.sequences = new Sequence[cache.rows()];
    this.prompts = new int[cache.rows()][];
    this.lastUsed = new long[cache.rows()];
    Arrays.fill(prompts, NOTHING);
  }

  /// Texts being continued: rows 0 up to this.
  int decoding() {
    return decoding;
  }

  int active() {
    return active;
  }

  /// The text in an active row.
  Sequence at(int row) {
    Sequence sequence = sequences[row];
    if (sequence == null) {
      throw new IllegalStateException("row %d of %d active has no text".formatted(row, active));
    }
    return sequence;
  }

  /// All texts of the batch in the order of their rows.
  List<Sequence> all() {
    List<Sequence> all = new ArrayList<>();
    for (int row = 0; row < active; row++) {
      all.add(at(row));
    }
    return all;
  }

  /// Gives a text a row; its prompt is to be read from where the text's length says.
  void admit(Sequence sequence) {
    int target = active;
    Beginning best = longestBeginning(sequence.prompt());
    boolean consumed = best.row() >= active && best.length() * 2 >= prompts[best.row()].length;
    int room = consumed ? best.row() : leastRecentlyUsed();
    if (!consumed && best.length() > 0 && best.row() != room) {
      cache.copy(best.row(), room, best.length());
    }
    prompts[room] = Arrays.copyOf(sequence.prompt(), best.length());
    swap(room, target);
    lastUsed[target] = ++uses;
    sequences[target] = sequence;
    sequence.enter(target, best.length(), uses);
    active++;
  }

  /// Notes that so many tokens of a text's prompt have been read.
  void read(Sequence sequence) {
    prompts[sequence.row()] = Arrays.copyOf(sequence.prompt(), sequence.length());
  }

  /// The prompt has been read: the text is continued with the others from now on.
  void promote(Sequence sequence) {
    swap(sequence.row(), decoding);
    decoding++;
  }

  /// Takes a text out; its prompt stays.
  void remove(Sequence sequence) {
    int row = sequence.row();
    sequences[row] = null;
    if (row < decoding) {
      decoding--;
      swap(row, decoding);
      row = decoding;
    }
    active--;
    swap(row, active);
    lastUsed[active] = ++uses;
  }

  private record Beginning(int row, int length) {}

  private Beginning longestBeginning(int[] prompt) {
    Beginning best = new Beginning(-1, 0);
    for (int row = 0; row < prompts.length; row++) {
      int same = Arrays.mismatch(prompts[row], prompt);
      int length = grid.reusable(same < 0 ? prompt.length : same, prompt.length);
      if (length > best.length()) {
        best = new Beginning(row, length);
      }
    }
    return best;
  }

  private int leastRecentlyUsed() {
    int oldest = active;
    for (int row = active; row < prompts.length; row++) {
      oldest = lastUsed[row] < lastUsed[oldest] ? row : oldest;
    }
    return oldest;
  }

  private void swap(int one, int other) {
    if (one == other) {
      return;
    }
    cache.swap(one, other, positions(one), positions(other));
    int[] prompt = prompts[one];
    prompts[one] = prompts[other];
    prompts[other] = prompt;
    long used = lastUsed[one];
    lastUsed[one] = lastUsed[other];
    lastUsed[other] = used;
    Sequence sequence = sequences[one];
    sequences[one] = sequences[other];
    sequences[other] = sequence;
    moved(one);
    moved(other);
  }

  private void moved(int row) {
    Sequence sequence = sequences[row];
    if (sequence != null) {
      sequence.moveTo(row);
    }
  }

  private int positions(int row) {
    Sequence sequence = sequences[row];
    return sequence == null ? prompts[row].length : sequence.length();
  }
}
