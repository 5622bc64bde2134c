package aifactory.inference.sample;

/// Divides scores by the temperature: below 1 sharper, above 1 flatter. Greater than 0; temperature
/// 0 means the best token and is no sampler (see [TokenChoice]).
record Temperature(double temperature) implements Sampler {
  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    for (int i = 0; i < candidates.count(); i++) {
      candidates.rescore(i, (float) (candidates.score(i) / temperature));
    }
  }
}
