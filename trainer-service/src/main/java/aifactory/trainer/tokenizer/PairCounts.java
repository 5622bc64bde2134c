package aifactory.trainer.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts of neighbouring symbols over all words, kept current merge by merge, and the words in
/// which a pair newly appeared. Not thread-safe.
final class PairCounts {
  private @Nullable Pair[] pairs = new Pair[1 << 14]; // by key, open addressing
  private int size;
  private final List<Pair> appeared = new ArrayList<>();

  /// One pair of symbols.
  static final class Pair {
    final int left;
    final int right;
    long count;
    private int[] words = new int[4];
    private int size;

    private Pair(int left, int right) {
      this.left = left;
      this.right = right;
    }

    private void foundIn(int word) {
      if (size > 0 && words[size - 1] == word) {
        return; // words are walked one after another: a repeat is always the last one
      }
      if (size == words.length) {
        words = Arrays.copyOf(words, 2 * size);
      }
      words[size++] = word;
    }

    private int[] takeWords() {
      int[] taken = Arrays.copyOf(words, size);
      words = new int[4];
      size = 0;
      return taken;
    }
  }

  /// A pair that is a candidate for merging, as it was counted at some moment.
  ///
  /// @param count its count then; the current one may be lower
  /// @param words where it appeared since the last candidate of the same pair
  record Candidate(Pair pair, long count, int[] words) implements Comparable<Candidate> {
    /// Most frequent first; ties by the smaller ids, as Hugging Face's `BpeTrainer` has it.
    @Override
    public int compareTo(Candidate other) {
      int byCount = Long.compare(other.count, count);
      if (byCount != 0) {
        return byCount;
      }
      int byLeft = Integer.compare(pair.left, other.pair.left);
      return byLeft != 0 ? byLeft : Integer.compare(pair.right, other.pair.right);
    }

    Candidate recounted() {
      return new Candidate(pair, pair.count, words);
    }
  }

  void change(int left, int right, long by, int word) {
    Pair pair = of(left, right);
    pair.count += by;
    if (by > 0) {
      if (pair.size == 0) {
        appeared.add(pair);
      }
      pair.foundIn(word);
    }
  }

  private Pair of(int left, int right) {
    int slot = slotOf(left, right);
    Pair known = pairs[slot];
    if (known != null) {
      return known;
    }
    Pair fresh = new Pair(left, right);
    pairs[slot] = fresh;
    size++;
    if (2 * size > pairs.length) {
      grow();
    }
    return fresh;
  }

  private int slotOf(int left, int right) {
    int mask = pairs.length - 1;
    int hash = 31 * left + right;
    int slot = (hash * 0x9E3779B9 >>> 8) & mask; // Knuth's multiplicative hashing
    for (Pair pair = pairs[slot]; pair != null; pair = pairs[slot]) {
      if (pair.left == left && pair.right == right) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    @Nullable Pair[] full = pairs;
    pairs = new Pair[2 * full.length];
    for (Pair pair : full) {
      if (pair != null) {
        pairs[slotOf(pair.left, pair.right)] = pair;
      }
    }
  }

  /// Pairs that appeared since the last call, with the words they appeared in.
  List<Candidate> takeCandidates() {
    List<Candidate> candidates = new ArrayList<>(appeared.size());
    for (Pair pair : appeared) {
      int[] words = pair.takeWords();
      if (pair.count > 0) {
        candidates.add(new Candidate(pair, pair.count, words));
      }
    }
    appeared.clear();
    return candidates;
  }
}
