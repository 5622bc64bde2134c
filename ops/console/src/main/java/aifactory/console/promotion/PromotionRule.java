package aifactory.console.promotion;

import java.util.Locale;

/// The gate's rule, in one place: a sound, permitted bundle whose own score reaches the minimum and
/// beats production's on the same evaluation set, the current one. Pure: the same facts always give
/// the same verdict.
///
/// @param minScore `PROMOTION_MIN_SCORE`; a score equal to it passes
public record PromotionRule(double minScore) {

  /// Decides one candidate.
  public Verdict verdict(Candidate candidate, Incumbent incumbent) {
    if (!candidate.parityPassed()) {
      return refused(Rule.PARITY_FAILED, "its logits differ from the trainer's");
    }
    if (!candidate.selfTestPassed()) {
      return refused(Rule.SELF_TEST_FAILED, "it does not load or does not generate");
    }
    if (!candidate.taint().isEmpty()) {
      return refused(Rule.TAINTED, candidate.taint());
    }
    if (!candidate.onCurrentSet()) {
      return refused(
          Rule.NOT_ON_CURRENT_SET,
          "it was scored on evaluation set "
              + candidate.evaluationSetHash()
              + ", which has been renewed since");
    }
    // Not a number is below every minimum.
    if (!(candidate.score() >= minScore)) {
      return refused(
          Rule.SCORE_BELOW_MINIMUM,
          format("score %.4f is below the minimum %.4f", candidate.score(), minScore));
    }
    return switch (incumbent) {
      case Incumbent.None() ->
          new Verdict.Promoted(
              Rule.FIRST_PRODUCTION,
              format("score %.4f reaches the minimum %.4f", candidate.score(), minScore));
      case Incumbent.Production production -> against(candidate, production);
    };
  }

  private static Verdict against(Candidate candidate, Incumbent.Production production) {
    if (production.bundleId().equals(candidate.bundleId())) {
      return refused(Rule.ALREADY_PRODUCTION, "it is in production");
    }
    if (production.score().isEmpty()) {
      return new Verdict.Waiting(
          Rule.PRODUCTION_NOT_SCORED_ON_SET,
          "production has no score on evaluation set " + candidate.evaluationSetHash());
    }
    double held = production.score().getAsDouble();
    if (!(candidate.score() > held)) {
      return refused(
          Rule.NOT_BETTER_THAN_PRODUCTION,
          format("score %.4f is not better than production's %.4f", candidate.score(), held));
    }
    return new Verdict.Promoted(
        Rule.BETTER_THAN_PRODUCTION,
        format("score %.4f is better than production's %.4f", candidate.score(), held));
  }

  private static Verdict refused(Rule rule, String reason) {
    return new Verdict.Refused(rule, reason);
  }

  private static String format(String pattern, Object... figures) {
    return String.format(Locale.ROOT, pattern, figures);
  }
}
