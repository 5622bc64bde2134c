package aifactory.preprocess.judge;

import aifactory.preprocess.document.Draft;
import aifactory.preprocess.document.Judgement;

/// One step of judging. Pure: the same draft gives the same judgement, but for the policy table in
/// force.
@FunctionalInterface
public interface JudgingStep {
  Judgement judge(Draft draft);

  /// The judgement after this step; what was rejected before stays rejected.
  default Judgement after(Judgement before) {
    return before instanceof Draft draft ? judge(draft) : before;
  }
}
