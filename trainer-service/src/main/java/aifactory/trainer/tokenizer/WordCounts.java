package aifactory.trainer.tokenizer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How often each word occurs in a stream of texts. Counting is a sum, so the result is the same
/// for every number of threads; memory is bounded by the distinct words and a few batches of text.
public final class WordCounts {
  private static final int BATCH_CHARACTERS = 1 << 18;

  private final SortedMap<String, Long> counts = new TreeMap<>();

  private WordCounts() {}

  /// Counts the words of all texts.
  ///
  /// @param threads `SPM_NUM_THREADS`
  public static WordCounts of(Iterator<String> texts, int threads) {
    WordCounts total = new WordCounts();
    Map<String, Long> merged = new HashMap<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      Deque<Future<Map<String, Long>>> inHand = new ArrayDeque<>();
      while (texts.hasNext()) {
        List<String> batch = batch(texts);
        inHand.add(workers.submit(() -> count(batch)));
        if (inHand.size() > 2 * threads) {
          add(inHand.remove(), merged);
        }
      }
      inHand.forEach(counted -> add(counted, merged));
    }
    total.counts.putAll(merged);
    return total;
  }

  /// Words in code unit order with their counts.
  SortedMap<String, Long> sorted() {
    return Collections.unmodifiableSortedMap(counts);
  }

  private static List<String> batch(Iterator<String> texts) {
    List<String> batch = new ArrayList<>();
    for (int characters = 0; characters < BATCH_CHARACTERS && texts.hasNext(); ) {
      String text = texts.next();
      characters += text.length();
      batch.add(text);
    }
    return batch;
  }

  private static Map<String, Long> count(List<String> texts) {
    Map<String, Long> counts = new HashMap<>();
    for (String text : texts) {
      PreTokenizer.split(text, word -> counts.merge(word, 1L, Long::sum));
    }
    return counts;
  }

  private static void add(Future<Map<String, Long>> counted, Map<String, Long> merged) {
    try {
      counted.get().forEach((word, count) -> merged.merge(word, count, Long::sum));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while counting words", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("counting words failed", e.getCause());
    }
  }
}
