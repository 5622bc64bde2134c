package aifactory.inference.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every sampler of the catalogue promises, on seeded random scores.
final class SamplerContractTest {
  private static final long SEED = 42;
  private static final int CASES = 50;

  static Stream<Sampler> catalogue() {
    SamplingSettings all =
        new SamplingSettings(
            0.7, 20, 0.9, 0.05, 1.2, 0.4, 0.3, Map.of(3, 1.5, 7, -100.0), OptionalLong.empty());
    List<Sampler> samplers = SamplerCatalogue.of(all);
    assertThat(samplers).hasSize(7);
    return samplers.stream();
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void leavesAtLeastOneCandidateAndAddsNone(Sampler sampler) {
    for (float[] logits : randomLogits()) {
      Candidates candidates = Candidates.of(logits);
      sampler.adjust(candidates, history());
      assertThat(candidates.count()).isBetween(1, logits.length);
      assertThat(scores(candidates).keySet()).hasSize(candidates.count());
    }
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void givesTheSameForTheSame(Sampler sampler) {
    for (float[] logits : randomLogits()) {
      Candidates once = Candidates.of(logits);
      Candidates again = Candidates.of(logits);
      sampler.adjust(once, history());
      sampler.adjust(again, history());
      assertThat(scores(again)).isEqualTo(scores(once));
    }
  }

  static Stream<Sampler> unbiased() {
    return catalogue().filter(sampler -> !(sampler instanceof LogitBias));
  }

  @ParameterizedTest
  @MethodSource("unbiased")
  void keepsTheOrderOfTokensThatDidNotOccur(Sampler sampler) {
    for (float[] logits : randomLogits()) {
      Candidates candidates = Candidates.of(logits);
      sampler.adjust(candidates, TokenHistory.after(new int[0]));
      Map<Integer, Float> kept = scores(candidates);
      for (int token : kept.keySet()) {
        for (int other = 0; other < logits.length; other++) {
          if (kept.containsKey(other) && logits[other] > logits[token]) {
            assertThat(kept.get(other)).isGreaterThanOrEqualTo(kept.get(token));
          } else if (logits[other] > logits[token]) {
            assertThat(kept)
                .as("a better token was cut, a worse one kept")
                .doesNotContainKey(token);
          }
        }
      }
    }
  }

  private static List<float[]> randomLogits() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<float[]> cases = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      float[] logits = new float[1 + random.nextInt(300)];
      for (int token = 0; token < logits.length; token++) {
        logits[token] = (float) random.nextGaussian(0, 1 + i % 7);
      }
      cases.add(logits);
    }
    return cases;
  }

  private static TokenHistory history() {
    TokenHistory history = TokenHistory.after(new int[] {0, 2});
    history.add(1);
    history.add(1);
    return history;
  }

  private static Map<Integer, Float> scores(Candidates candidates) {
    Map<Integer, Float> scores = new HashMap<>();
    for (int i = 0; i < candidates.count(); i++) {
      scores.put(candidates.token(i), candidates.score(i));
    }
    return scores;
  }
}
