package aifactory.inference.sample;

/// Keeps candidates at least `share` times as probable as the best one (Nguyen et al. 2024).
record MinP(double share) implements Sampler {
  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    candidates.keepAtLeast(candidates.max() + Math.log(share)); // p_i >= share · p_max, in logits
  }
}
