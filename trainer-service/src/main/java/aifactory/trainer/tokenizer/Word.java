package aifactory.trainer.tokenizer;

import java.nio.charset.StandardCharsets;

/// A distinct word during learning: its symbols, shrinking as pairs merge. Not thread-safe.
final class Word {
  final long count;
  private final int[] symbols;
  private int length;

  Word(String text, long count, int firstByteId) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    this.count = count;
    this.length = bytes.length;
    this.symbols = new int[length];
    for (int i = 0; i < length; i++) {
      symbols[i] = firstByteId + ByteAlphabet.rank(bytes[i]);
    }
  }

  /// What a merge did to the pairs of a word.
  interface PairChange {
    void changed(int left, int right, int by);
  }

  void forEachPair(PairChange pairs) {
    for (int i = 0; i + 1 < length; i++) {
      pairs.changed(symbols[i], symbols[i + 1], 1);
    }
  }

  /// Replaces every `left right`, from the left, by `merged`.
  void merge(int left, int right, int merged, PairChange change) {
    for (int i = 0; i + 1 < length; i++) {
      if (symbols[i] != left || symbols[i + 1] != right) {
        continue;
      }
      if (i > 0) {
        change.changed(symbols[i - 1], left, -1);
        change.changed(symbols[i - 1], merged, 1);
      }
      symbols[i] = merged;
      System.arraycopy(symbols, i + 2, symbols, i + 1, length - i - 2);
      length--;
      if (i + 1 < length) {
        change.changed(right, symbols[i + 1], -1);
        change.changed(merged, symbols[i + 1], 1);
      }
    }
  }
}
