package aifactory.trainer.tokenizer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Counts of words, made without a string for each occurrence: a hash table with open addressing.
/// Not thread-safe.
final class WordTable {
  private static final int INITIAL_SLOTS = 1 << 12;

  private @Nullable String[] words = new String[INITIAL_SLOTS];
  private long[] counts = new long[INITIAL_SLOTS];
  private int size;

  /// What is done with each word.
  interface Counted {
    void take(String word, long count);
  }

  /// Counts the word that stands at `from` to `to` of a text.
  void add(String text, int from, int to) {
    int slot = slotOf(text, from, to);
    if (words[slot] == null) {
      put(slot, text.substring(from, to), 1);
    } else {
      counts[slot]++;
    }
  }

  void addAll(WordTable other) {
    other.forEach(this::add);
  }

  void forEach(Counted counted) {
    for (int slot = 0; slot < words.length; slot++) {
      String word = words[slot];
      if (word != null) {
        counted.take(word, counts[slot]);
      }
    }
  }

  private void add(String word, long count) {
    int slot = slotOf(word, 0, word.length());
    if (words[slot] == null) {
      put(slot, word, count);
    } else {
      counts[slot] += count;
    }
  }

  private void put(int slot, String word, long count) {
    words[slot] = word;
    counts[slot] = count;
    size++;
    if (2 * size > words.length) {
      grow();
    }
  }

  /// Where a word stands, or may be put.
  private int slotOf(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    int mask = words.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    for (String word = words[slot]; word != null; word = words[slot]) {
      if (word.length() == to - from && word.regionMatches(0, text, from, to - from)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    @Nullable String[] full = words;
    long[] fullCounts = counts;
    words = new String[2 * full.length];
    counts = new long[words.length];
    for (int i = 0; i < full.length; i++) {
      if (full[i] != null) {
        String word = Objects.requireNonNull(full[i]);
        int slot = slotOf(word, 0, word.length());
        words[slot] = word;
        counts[slot] = fullCounts[i];
      }
    }
  }
}
