package aifactory.console.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class PromotionRuleTest {
  private static final PromotionRule RULE = new PromotionRule(0.72);
  private static final Incumbent NONE = new Incumbent.None();

  @Test
  void refusesJustBelowTheMinimum() {
    Verdict verdict = RULE.verdict(scored(0.7199), NONE);

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Refused(
                Rule.SCORE_BELOW_MINIMUM, "score 0.7199 is below the minimum 0.7200"));
  }

  @Test
  void acceptsExactlyTheMinimum() {
    assertThat(RULE.verdict(scored(0.72), NONE)).isInstanceOf(Verdict.Promoted.class);
  }

  @Test
  void refusesAScoreThatIsNoNumber() {
    assertThat(RULE.verdict(scored(Double.NaN), NONE).rule()).isEqualTo(Rule.SCORE_BELOW_MINIMUM);
  }

  @Test
  void refusesWhatOnlyEqualsProduction() {
    assertThat(RULE.verdict(scored(0.8), production(0.8)).rule())
        .isEqualTo(Rule.NOT_BETTER_THAN_PRODUCTION);
  }

  @Test
  void promotesWhatBeatsProductionOnTheSameSet() {
    assertThat(RULE.verdict(scored(0.8001), production(0.8)))
        .isInstanceOf(Verdict.Promoted.class)
        .extracting(Verdict::rule)
        .isEqualTo(Rule.BETTER_THAN_PRODUCTION);
  }

  @Test
  void waitsWhenProductionWasScoredOnAnotherSet() {
    Incumbent elsewhere = new Incumbent.Production("old", OptionalDouble.empty());

    assertThat(RULE.verdict(scored(0.99), elsewhere)).isInstanceOf(Verdict.Waiting.class);
  }

  @Test
  void refusesBelowTheMinimumWithoutAskingForProductionsScore() {
    Incumbent elsewhere = new Incumbent.Production("old", OptionalDouble.empty());

    assertThat(RULE.verdict(scored(0.5), elsewhere).rule()).isEqualTo(Rule.SCORE_BELOW_MINIMUM);
  }

  @Test
  void refusesABundleWhoseLogitsDiffer() {
    Candidate wrong = new Candidate("b", "e", "set", true, 0.9, false, true, "");

    assertThat(RULE.verdict(wrong, NONE).rule()).isEqualTo(Rule.PARITY_FAILED);
  }

  @Test
  void refusesABundleThatDoesNotGenerate() {
    Candidate mute = new Candidate("b", "e", "set", true, 0.9, true, false, "");

    assertThat(RULE.verdict(mute, NONE).rule()).isEqualTo(Rule.SELF_TEST_FAILED);
  }

  @Test
  void refusesATaintedBundleHoweverGood() {
    Candidate tainted =
        new Candidate("b", "e", "set", true, 0.99, true, true, "it learned from x.org");

    assertThat(RULE.verdict(tainted, NONE))
        .isEqualTo(new Verdict.Refused(Rule.TAINTED, "it learned from x.org"));
  }

  @Test
  void neverPromotesProductionToItself() {
    Incumbent itself = new Incumbent.Production("b", OptionalDouble.of(0.5));

    assertThat(RULE.verdict(scored(0.9), itself).rule()).isEqualTo(Rule.ALREADY_PRODUCTION);
  }

  @Test
  void aScoreOnASetThatWasRenewedSaysNothing() {
    Candidate late = new Candidate("b", "e", "old set", false, 0.99, true, true, "");

    assertThat(RULE.verdict(late, NONE).rule()).isEqualTo(Rule.NOT_ON_CURRENT_SET);
    assertThat(Rule.NOT_ON_CURRENT_SET.isAboutScore()).isTrue();
  }

  private static Candidate scored(double score) {
    return new Candidate("b", "e", "set", true, score, true, true, "");
  }

  private static Incumbent production(double score) {
    return new Incumbent.Production("old", OptionalDouble.of(score));
  }
}
