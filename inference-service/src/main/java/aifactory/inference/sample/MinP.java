package aifactory.inference.sample;

/// Keeps candidates at least `share` times as probable as the best one (Nguyen et al. 2024).
record MinP(double share) implements Sampler {
  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    candidates.keepBest(candidates.count());
    double floor = candidates.score(0) + Math.log(share); // p_i >= share · p_0, in logits
    int kept = 1;
    while (kept < candidates.count() && candidates.score(kept) >= floor) {
      kept++;
    }
    candidates.keepFirst(kept);
  }
}
