package aifactory.trainer.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `bpe-merges.txt` holds the merges of Hugging Face `tokenizers` 0.23.3 (`BpeTrainer`, minimum
/// frequency 2, `ByteLevel.alphabet()`, the two patterns of [PreTokenizer]) over `bpe-corpus.txt`,
/// whose texts are separated by `%%`.
final class MergeLearnerTest {
  private static final int VOCABULARY = 1400;

  @Test
  void learnsTheMergesOfTheHuggingFaceTrainer() throws IOException {
    LearnedTokenizer learned = MergeLearner.learn(WordCounts.of(corpus(), 2), VOCABULARY);

    List<String> merges =
        learned.merges().stream().map(merge -> merge.left() + " " + merge.right()).toList();
    assertThat(merges).isEqualTo(resource("bpe-merges.txt").lines().toList());
    assertThat(merges).hasSizeGreaterThan(1000);
  }

  @Test
  void learnsTheSameWithAnyNumberOfThreadsAndOrderOfTexts() throws IOException {
    List<String> reversed = new ArrayList<>();
    corpus().forEachRemaining(reversed::addFirst);

    String one = MergeLearner.learn(WordCounts.of(corpus(), 1), VOCABULARY).hash();
    String four = MergeLearner.learn(WordCounts.of(corpus(), 4), VOCABULARY).hash();
    String other = MergeLearner.learn(WordCounts.of(reversed.iterator(), 3), VOCABULARY).hash();

    assertThat(four).isEqualTo(one);
    assertThat(other).isEqualTo(one);
  }

  @Test
  void stopsWhenNoPairRepeats() {
    LearnedTokenizer learned =
        MergeLearner.learn(WordCounts.of(List.of("ab ab").iterator(), 1), 1000);

    // "ab" occurs once with a space before and once without; only the pair a b repeats.
    assertThat(learned.merges()).containsExactly(new LearnedTokenizer.Merge("a", "b"));
  }

  static java.util.Iterator<String> corpus() throws IOException {
    return Stream.of(resource("bpe-corpus.txt").split("\n%%\n")).iterator();
  }

  static String resource(String name) throws IOException {
    try (InputStream in = MergeLearnerTest.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
