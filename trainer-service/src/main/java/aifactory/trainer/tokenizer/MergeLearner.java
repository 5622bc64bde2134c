package aifactory.trainer.tokenizer;

import aifactory.trainer.tokenizer.PairCounts.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Learns byte-level BPE: merges the most frequent pair of neighbours until the vocabulary is full.
/// The result depends on the word counts only, and equals that of Hugging Face's `BpeTrainer`
/// (minimum frequency 2, same special tokens, full byte alphabet). Not thread-safe.
public final class MergeLearner {
  /*
   * Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", 2016, algorithm 1, with
   * the counts kept incrementally: a merge touches only the words that hold the pair, and the queue holds
   * counts of the moment a pair appeared; a stale head is pushed back with its current count. Counts only
   * fall after a pair appeared, so the head that is current is the maximum. O(merges · words touched · log
   * pairs). As in Hugging Face's trainer, two ways of making the same token share its id.
   */
  private static final long MIN_FREQUENCY = 2;

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Integer> idOfToken = new HashMap<>();
  private final List<LearnedTokenizer.Merge> merges = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final PairCounts pairs = new PairCounts();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

  private MergeLearner(WordCounts counts) {
    SpecialToken.inIdOrder().forEach(this::addToken);
    int firstByteId = tokens.size();
    for (char character : ByteAlphabet.inIdOrder()) {
      addToken(String.valueOf(character));
    }
    counts.forEach((word, count) -> words.add(new Word(word, count, firstByteId)));
  }

  /// Learns a vocabulary of at most `vocabularySize` tokens; fewer when no pair repeats any more.
  public static LearnedTokenizer learn(WordCounts counts, int vocabularySize) {
    MergeLearner learner = new MergeLearner(counts);
    learner.countPairs();
    while (learner.tokens.size() < vocabularySize && learner.mergeMostFrequent()) {}
    return new LearnedTokenizer(List.copyOf(learner.tokens), List.copyOf(learner.merges));
  }

  private void countPairs() {
    for (int i = 0; i < words.size(); i++) {
      int index = i;
      Word word = words.get(i);
      word.forEachPair((left, right, by) -> pairs.change(left, right, by * word.count, index));
    }
    queue.addAll(pairs.takeCandidates());
  }

  /// One merge; false when nothing frequent enough is left.
  private boolean mergeMostFrequent() {
    Candidate best = queue.poll();
    while (best != null && best.count() != best.pair().count) {
      queue.add(best.recounted());
      best = queue.poll();
    }
    if (best == null || best.count() < MIN_FREQUENCY) {
      return false;
    }
    merge(best);
    queue.addAll(pairs.takeCandidates());
    return true;
  }

  private void merge(Candidate best) {
    int left = best.pair().left;
    int right = best.pair().right;
    int merged = addToken(tokens.get(left) + tokens.get(right));
    merges.add(new LearnedTokenizer.Merge(tokens.get(left), tokens.get(right)));
    for (int index : best.words()) {
      Word word = words.get(index);
      word.merge(left, right, merged, (a, b, by) -> pairs.change(a, b, by * word.count, index));
    }
  }

  private int addToken(String token) {
    return idOfToken.computeIfAbsent(
        token,
        added -> {
          tokens.add(added);
          return tokens.size() - 1;
        });
  }
}
