package aifactory.inference.sample;

/// Makes tokens that already occurred less likely: a positive score is divided by the penalty, a
/// negative one multiplied, so that it falls for both signs (Keskar et al. 2019, CTRL, with the
/// sign rule that implementations added since: dividing a negative score would raise it).
///
/// penalty 1.25: 2.0 → 1.6, −2.0 → −2.5
record RepetitionPenalty(double penalty) implements Sampler {
  @Override
  public void adjust(Candidates candidates, TokenHistory history) {
    for (int i = 0; i < candidates.count(); i++) {
      if (history.contains(candidates.token(i))) {
        double score = candidates.score(i);
        candidates.rescore(i, (float) (score > 0 ? score / penalty : score * penalty));
      }
    }
  }
}
