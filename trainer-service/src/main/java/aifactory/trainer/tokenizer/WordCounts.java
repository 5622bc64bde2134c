package aifactory.trainer.tokenizer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How often each word occurs in a stream of texts. Counting is a sum, so the result is the same
/// for every number of threads; memory is bounded by the distinct words and a few batches of text.
public final class WordCounts {
  private final WordTable counts;

  private WordCounts(WordTable counts) {
    this.counts = counts;
  }

  /// Counts the words of all texts.
  ///
  /// @param threads `SPM_NUM_THREADS`
  public static WordCounts of(Iterator<String> texts, int threads) {
    try (Counting counting = new Counting(threads)) {
      texts.forEachRemaining(counting::add);
      return counting.total();
    }
  }

  /// Each word once with its count, in no order.
  void forEach(WordTable.Counted counted) {
    counts.forEach(counted);
  }

  /// A count in progress. One thread adds; others count.
  public static final class Counting implements AutoCloseable {
    private static final int BATCH_CHARACTERS = 1 << 18;

    private final WordTable merged = new WordTable();
    private final Deque<Future<WordTable>> inHand = new ArrayDeque<>();
    private final ExecutorService workers;
    private final int threads;
    private List<String> batch = new ArrayList<>();
    private int batchCharacters;

    public Counting(int threads) {
      this.threads = threads;
      this.workers = Executors.newFixedThreadPool(threads);
    }

    public void add(String text) {
      batch.add(text);
      batchCharacters += text.length();
      if (batchCharacters >= BATCH_CHARACTERS) {
        submit();
      }
      if (inHand.size() > 2 * threads) {
        merge(inHand.remove());
      }
    }

    /// The counts of everything added.
    public WordCounts total() {
      submit();
      inHand.forEach(this::merge);
      inHand.clear();
      return new WordCounts(merged);
    }

    private void submit() {
      List<String> texts = batch;
      inHand.add(workers.submit(() -> count(texts)));
      batch = new ArrayList<>();
      batchCharacters = 0;
    }

    private static WordTable count(List<String> texts) {
      WordTable counts = new WordTable();
      for (String text : texts) {
        PreTokenizer.split(text, counts::add);
      }
      return counts;
    }

    private void merge(Future<WordTable> counted) {
      try {
        merged.addAll(counted.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while counting words", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("counting words failed", e.getCause());
      }
    }

    @Override
    public void close() {
      workers.shutdownNow();
    }
  }
}
