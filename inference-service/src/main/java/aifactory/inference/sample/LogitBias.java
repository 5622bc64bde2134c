package aifactory.inference.sample;

import java.util.Map;

/// OpenAI's `logit_bias`: added to the scores of certain tokens; −100 as good as forbids one, 100
/// as good as demands it.
record LogitBias(Map<Integer, Double> bias) implements Sampler {
  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    for (int i = 0; i < candidates.count(); i++) {
      Double added = bias.get(candidates.token(i));
      if (added != null) {
        candidates.rescore(i, (float) (candidates.score(i) + added));
      }
    }
  }
}
