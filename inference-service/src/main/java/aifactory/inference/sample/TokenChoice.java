package aifactory.inference.sample;

import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// Chooses one token after another for one answer. Not thread-safe.
public final class TokenChoice {
  /// Named, because the platform's default may change and with it every seeded answer.
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final List<Sampler> samplers;
  private final boolean greedy;
  private final RandomGenerator random;
  private final TokenHistory history;

  /// @param freshSeed used when the settings name none
  public TokenChoice(SamplingSettings settings, int[] prompt, long freshSeed) {
    this.samplers = SamplerCatalogue.of(settings);
    this.greedy = settings.temperature() == 0;
    this.random = GENERATORS.create(settings.seed().orElse(freshSeed));
    this.history = TokenHistory.after(prompt);
  }

  /// The next token for these scores.
  public int next(float[] logits) {
    return next(logits, 0, logits.length, null);
  }

  /// The same for the scores of one row of several.
  ///
  /// @param allowed tokens to choose from, at least one; null = all
  public int next(float[] logits, int from, int vocabulary, @Nullable BitSet allowed) {
    int token;
    if (greedy && samplers.isEmpty() && allowed == null) {
      token = best(logits, from, vocabulary);
    } else {
      Candidates candidates = Candidates.of(logits, from, vocabulary);
      if (allowed != null) {
        candidates.keep(allowed);
      }
      samplers.forEach(sampler -> sampler.adjust(candidates, history));
      token = greedy ? candidates.best() : draw(candidates);
    }
    history.add(token);
    return token;
  }

  private static int best(float[] logits, int from, int vocabulary) {
    int best = 0;
    for (int token = 1; token < vocabulary; token++) {
      best = logits[from + token] > logits[from + best] ? token : best;
    }
    return best;
  }

  private int draw(Candidates candidates) {
    double[] probabilities = candidates.probabilities();
    double left = random.nextDouble();
    for (int i = 0; i < probabilities.length; i++) {
      left -= probabilities[i];
      if (left < 0) {
        return candidates.token(i);
      }
    }
    return candidates.best(); // rounding left a sliver above the last candidate
  }
}
