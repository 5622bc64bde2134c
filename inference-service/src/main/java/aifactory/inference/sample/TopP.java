package aifactory.inference.sample;

/// Nucleus sampling (Holtzman et al. 2020): keeps the smallest set of best candidates whose
/// probabilities sum to at least p.
record TopP(double p) implements Sampler {
  private static final int USUAL_NUCLEUS = 128;

  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    double wanted = p * candidates.mass();
    // Sorting a vocabulary of 150,000 for a nucleus of ten would be the dearest part of a step.
    int nucleus = sized(wanted, candidates.best(Math.min(USUAL_NUCLEUS, candidates.count())));
    if (nucleus == 0) {
      nucleus = sized(wanted, candidates.best(candidates.count()));
    }
    candidates.keepBest(nucleus == 0 ? candidates.count() : nucleus);
  }

  /// How many of the best are needed; 0 = these are not enough.
  private static int sized(double wanted, float[] bestScores) {
    double sum = 0;
    for (int i = 0; i < bestScores.length; i++) {
      sum += Math.exp(bestScores[i] - bestScores[0]);
      if (sum >= wanted) {
        return i + 1;
      }
    }
    return 0;
  }
}
