package aifactory.preprocess.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MinHashTest {
  private static final int PAIRS = 6000;
  private static final int WORDS = 120;
  private static final double BIN = 0.05;
  private static final int ENOUGH = 30;

  /// Quantile of the normal distribution for a two-sided interval of 99 %, widened for the number
  /// of bins looked at.
  private static final double WIDTH = 3.3;

  private record Bin(List<Double> chances, int[] met) {}

  @Test
  void pairsMeetAsOftenAsTheCurvePredicts() {
    SplittableRandom random = new SplittableRandom(14_08);
    TreeMap<Integer, Bin> bins = new TreeMap<>();
    for (int i = 0; i < PAIRS; i++) {
      String text = text(random, i);
      long[] one = Shingles.of(text);
      long[] other = Shingles.of(changed(text, random));
      double similarity = Shingles.jaccard(one, other);
      Bin bin =
          bins.computeIfAbsent(
              (int) (similarity / BIN), _ -> new Bin(new ArrayList<>(), new int[1]));
      bin.chances().add(MinHash.STANDARD.chance(similarity));
      boolean met = MinHash.meet(bands(one), bands(other));
      bin.met()[0] += met ? 1 : 0;
    }

    int looked = 0;
    for (var entry : bins.entrySet()) {
      List<Double> chances = entry.getValue().chances();
      if (chances.size() >= ENOUGH) {
        looked++;
        double expected = chances.stream().mapToDouble(Double::doubleValue).sum();
        double variance = chances.stream().mapToDouble(p -> p * (1 - p)).sum();
        assertThat((double) entry.getValue().met()[0])
            .as("bin %.2f of %d pairs", entry.getKey() * BIN, chances.size())
            .isCloseTo(expected, within(WIDTH * Math.sqrt(variance) + 0.5));
      }
    }
    assertThat(looked).isGreaterThanOrEqualTo(12);
  }

  @Test
  void theEstimateIsNearTheTrueSimilarity() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      String text = text(random, i);
      long[] one = Shingles.of(text);
      long[] other = Shingles.of(changed(text, random));
      double estimate =
          MinHash.estimate(MinHash.STANDARD.signature(one), MinHash.STANDARD.signature(other));
      // Standard deviation at most sqrt(0.25 / 112) = 0.047.
      assertThat(estimate).isCloseTo(Shingles.jaccard(one, other), within(0.2));
    }
  }

  @Test
  void caseAndPunctuationDoNotCount() {
    assertThat(Shingles.of("The cat, sat on the MAT today."))
        .isEqualTo(Shingles.of("the cat sat on the mat today"))
        .hasSize(3);
  }

  @Test
  void japaneseIsTakenByLetters() {
    long[] one = Shingles.of("撤回とは、文書を学習と回答から外すことです。");
    long[] other = Shingles.of("撤回とは文書を学習と回答から外すことだ。");

    assertThat(one.length).isEqualTo("撤回とは文書を学習と回答から外すことです".length() - 4);
    assertThat(Shingles.jaccard(one, other)).isBetween(0.7, 0.95);
  }

  @Test
  void aTextOfFewWordsIsOneShingle() {
    assertThat(Shingles.of("two words")).hasSize(1).isNotEqualTo(Shingles.of("three words"));
    assertThat(Shingles.of("")).hasSize(1);
  }

  private static long[] bands(long[] shingles) {
    return MinHash.STANDARD.bands(MinHash.STANDARD.signature(shingles));
  }

  private static String text(SplittableRandom random, int number) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      text.append('w').append(number).append('x').append(random.nextInt(1_000_000)).append(' ');
    }
    return text.toString();
  }

  /// Some words replaced, a few to many.
  private static String changed(String text, SplittableRandom random) {
    String[] words = text.split(" ");
    int changes = random.nextInt(WORDS / 6);
    for (int i = 0; i < changes; i++) {
      words[random.nextInt(words.length)] = "c" + random.nextInt(1_000_000);
    }
    return String.join(" ", words);
  }
}
