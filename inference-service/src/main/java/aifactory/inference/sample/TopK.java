package aifactory.inference.sample;

/// Keeps the k best candidates.
record TopK(int k) implements Sampler {
  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    candidates.keepBest(k);
  }
}
