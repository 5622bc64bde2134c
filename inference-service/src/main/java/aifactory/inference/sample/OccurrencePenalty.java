package aifactory.inference.sample;

/// OpenAI's `presence_penalty` (once per token that occurred in the answer) and `frequency_penalty`
/// (once per occurrence), subtracted from the score.
record OccurrencePenalty(double presence, double frequency) implements Sampler {
  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    for (int i = 0; i < candidates.count(); i++) {
      int times = history.timesGenerated(candidates.token(i));
      if (times > 0) {
        candidates.rescore(i, (float) (candidates.score(i) - presence - frequency * times));
      }
    }
  }
}
