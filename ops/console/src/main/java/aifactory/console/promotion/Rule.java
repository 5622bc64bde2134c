package aifactory.console.promotion;

/// The named rules, in the order they are asked.
public enum Rule {
  /// The bundle's logits differ from the trainer's.
  PARITY_FAILED(false),
  /// The bundle does not load or does not generate.
  SELF_TEST_FAILED(false),
  /// It learned from text that is forbidden now.
  TAINTED(false),
  /// Scored on an evaluation set that was renewed since.
  NOT_ON_CURRENT_SET(true),
  /// Below `PROMOTION_MIN_SCORE`.
  SCORE_BELOW_MINIMUM(true),
  /// Production has no score on the same evaluation set yet.
  PRODUCTION_NOT_SCORED_ON_SET(true),
  /// Not better than production on the same set.
  NOT_BETTER_THAN_PRODUCTION(true),
  /// It serves already.
  ALREADY_PRODUCTION(false),
  /// First of all: it passed and nothing served before.
  FIRST_PRODUCTION(false),
  /// It passed and is better than production.
  BETTER_THAN_PRODUCTION(false),
  /// Nobody evaluated it.
  NOT_EVALUATED(true),
  /// A person overruled the gate.
  FORCED_BY_PERSON(false),
  /// `FORCE_PROMOTE=1` overruled a score rule.
  FORCED_BY_SETTING(false),
  /// A person went back to the production before.
  ROLLED_BACK_BY_PERSON(false),
  /// A person went back to an earlier production by its name.
  RETURNED_BY_PERSON(false),
  /// What it learned from was forbidden while it served.
  DEMOTED_BY_TAINT(false),
  /// The best untainted bundle when production was tainted.
  REPLACES_TAINTED(false),
  /// What it learned from is allowed again.
  TAINT_LIFTED(false);

  private final boolean aboutScore;

  Rule(boolean aboutScore) {
    this.aboutScore = aboutScore;
  }

  /// Whether `FORCE_PROMOTE` may overrule it: it is about how good the bundle is, not about whether
  /// it is sound or allowed.
  public boolean isAboutScore() {
    return aboutScore;
  }
}
