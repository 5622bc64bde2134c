package aifactory.inference.sample;

/// Nucleus sampling (Holtzman et al. 2020): keeps the smallest set of best candidates whose
/// probabilities sum to at least p.
record TopP(double p) implements Sampler {
  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    candidates.keepBest(candidates.count());
    double[] probabilities = candidates.probabilities();
    double sum = 0;
    int kept = 0;
    while (kept < probabilities.length && sum < p) {
      sum += probabilities[kept++];
    }
    candidates.keepFirst(kept);
  }
}
