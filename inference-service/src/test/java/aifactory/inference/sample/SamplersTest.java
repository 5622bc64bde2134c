package aifactory.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class SamplersTest {
  private static final int[] NO_PROMPT = {};

  @Test
  void repetitionPenaltyLowersTheProbabilityForBothSigns() {
    for (float score : new float[] {2, -2, 0.5f, -0.5f}) {
      Candidates candidates = Candidates.of(new float[] {score, 0.1f, -0.1f});
      double before = candidates.probabilities()[0];
      new RepetitionPenalty(1.25).adjust(candidates, TokenHistory.after(new int[] {0}));
      assertThat(candidates.probabilities()[0]).as("score %s", score).isLessThan(before);
    }
  }

  @Test
  void repetitionPenaltyLeavesOtherTokensAlone() {
    Candidates candidates = Candidates.of(new float[] {2, -2});
    new RepetitionPenalty(1.25).adjust(candidates, TokenHistory.after(new int[] {0}));
    assertThat(candidates.score(0)).isEqualTo(1.6f);
    assertThat(candidates.score(1)).isEqualTo(-2f);
  }

  @Test
  void topKKeepsTheBestInOrderForSmallAndLargeVocabularies() {
    for (int vocabulary : new int[] {5, 1000}) {
      float[] logits = new float[vocabulary];
      for (int i = 0; i < vocabulary; i++) {
        logits[i] = (i * 7919) % vocabulary - vocabulary / 2f;
      }
      Candidates candidates = Candidates.of(logits);
      new TopK(3).adjust(candidates, TokenHistory.after(NO_PROMPT));
      assertThat(candidates.count()).isEqualTo(3);
      for (int place = 0; place < 3; place++) {
        float expected = vocabulary - 1 - place - vocabulary / 2f;
        assertThat(candidates.score(place)).isEqualTo(expected);
        assertThat(logits[candidates.token(place)]).isEqualTo(expected);
      }
    }
  }

  @Test
  void topPKeepsTheSmallestSetThatReachesP() {
    // probabilities 0.5, 0.3, 0.2
    float[] logits = {(float) Math.log(0.3), (float) Math.log(0.5), (float) Math.log(0.2)};
    assertThat(keptBy(new TopP(0.4), logits)).containsExactly(1);
    assertThat(keptBy(new TopP(0.7), logits)).containsExactly(1, 0);
    assertThat(keptBy(new TopP(0.95), logits)).containsExactly(1, 0, 2);
  }

  @Test
  void minPCutsRelativeToTheBest() {
    float[] logits = {(float) Math.log(0.3), (float) Math.log(0.6), (float) Math.log(0.1)};
    assertThat(keptBy(new MinP(0.4), logits)).containsExactlyInAnyOrder(1, 0);
  }

  @Test
  void aBiasMakesATokenCertainOrImpossible() {
    Candidates candidates = Candidates.of(new float[] {1, 2, 3});
    new LogitBias(Map.of(0, 100.0, 2, -100.0)).adjust(candidates, new TokenHistory());
    assertThat(candidates.best()).isEqualTo(0);
    assertThat(candidates.probabilities()[2]).isLessThan(1e-80);
  }

  @Test
  void aNucleusLargerThanUsualIsFoundToo() {
    float[] flat = new float[1000];
    assertThat(keptBy(new TopP(0.5), flat)).hasSize(500);
  }

  @Test
  void occurrencePenaltyCountsTheAnswerOnly() {
    TokenHistory history = TokenHistory.after(new int[] {0, 0, 0});
    history.add(1);
    history.add(1);
    Candidates candidates = Candidates.of(new float[] {1, 1});
    new OccurrencePenalty(0.5, 0.25).adjust(candidates, history);
    assertThat(candidates.score(0)).isEqualTo(1f);
    assertThat(candidates.score(1)).isEqualTo(0f);
  }

  @Test
  void temperatureZeroTakesTheBestTokenAfterPenalties() {
    SamplingSettings greedy =
        new SamplingSettings(0, 0, 1, 0, 2, 0, 0, Map.of(), OptionalLong.empty());
    TokenChoice choice = new TokenChoice(greedy, NO_PROMPT, 1);
    float[] logits = {0.9f, 1.0f};
    assertThat(choice.next(logits)).isEqualTo(1);
    assertThat(choice.next(logits)).as("1 was penalised by its own repetition").isEqualTo(0);
  }

  @Test
  void theSameSeedDrawsTheSameTokens() {
    SamplingSettings seeded =
        new SamplingSettings(1, 0, 1, 0, 1, 0, 0, Map.of(), OptionalLong.of(7));
    float[] logits = new float[100];
    assertThat(draws(seeded, logits, 1)).isEqualTo(draws(seeded, logits, 2));
    SamplingSettings free = SamplingSettings.OPENAI;
    assertThat(draws(free, logits, 1)).isNotEqualTo(draws(free, logits, 2));
  }

  @Test
  void drawsFollowTheSoftmax() {
    float[] logits = {(float) Math.log(0.7), (float) Math.log(0.2), (float) Math.log(0.1)};
    TokenChoice choice = new TokenChoice(SamplingSettings.OPENAI, NO_PROMPT, 11);
    int[] counts = new int[3];
    for (int i = 0; i < 20_000; i++) {
      counts[choice.next(logits)]++;
    }
    assertThat(counts[0] / 20_000.0).isCloseTo(0.7, within(0.015));
    assertThat(counts[1] / 20_000.0).isCloseTo(0.2, within(0.015));
    assertThat(counts[2] / 20_000.0).isCloseTo(0.1, within(0.015));
  }

  private static List<Integer> draws(SamplingSettings settings, float[] logits, long freshSeed) {
    TokenChoice choice = new TokenChoice(settings, NO_PROMPT, freshSeed);
    List<Integer> tokens = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      tokens.add(choice.next(logits));
    }
    return tokens;
  }

  private static List<Integer> keptBy(Sampler sampler, float[] logits) {
    Candidates candidates = Candidates.of(logits);
    sampler.adjust(candidates, TokenHistory.after(NO_PROMPT));
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < candidates.count(); i++) {
      kept.add(candidates.token(i));
    }
    return kept;
  }
}
