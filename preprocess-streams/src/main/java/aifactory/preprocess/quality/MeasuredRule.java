package aifactory.preprocess.quality;

import aifactory.preprocess.document.RejectionReason;
import java.util.function.ToDoubleFunction;

/// A published rule: a measure, a bound and the side of it that passes.
///
/// @param upper true = passes up to the bound, false = passes from it upwards
record MeasuredRule(
    RejectionReason reason, boolean upper, double bound, ToDoubleFunction<MeasuredText> measure)
    implements QualityFilter {

  static QualityFilter atMost(
      double bound, RejectionReason reason, ToDoubleFunction<MeasuredText> measure) {
    return new MeasuredRule(reason, true, bound, measure);
  }

  static QualityFilter atLeast(
      double bound, RejectionReason reason, ToDoubleFunction<MeasuredText> measure) {
    return new MeasuredRule(reason, false, bound, measure);
  }

  @Override
  public Verdict verdict(MeasuredText text) {
    double measured = measure.applyAsDouble(text);
    return upper ? Verdict.atMost(bound, measured) : Verdict.atLeast(bound, measured);
  }
}
