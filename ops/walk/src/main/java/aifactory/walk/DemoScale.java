package aifactory.walk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What the demo must reach, and the settings of its factory.
///
/// @param documents accepted, at least
/// @param tokens trained, at least
/// @param lossRatio validation loss over that of step 0, at most
/// @param minScore `PROMOTION_MIN_SCORE` of this factory
/// @param freshness within which a new page must be cited, and a forbidden one gone
/// @param promotedByRule whether the rule itself promotes; else an administrator overrules it
/// @param settings environment beside `PROMOTION_MIN_SCORE`
record DemoScale(
    long documents,
    long tokens,
    double lossRatio,
    String minScore,
    Duration freshness,
    boolean promotedByRule,
    Map<String, String> settings) {
  // The score is that of the weakest language with a tenth of the evaluation set. A larger hold-out
  // and a bound per language make sure that Japanese is one of them in every run: which of its few
  // pages are held out differs from run to run.
  private static final Map<String, String> COMPARABLE_SCORES =
      Map.of(
          "EVALUATION_SHARE", "0.3",
          "EVALUATION_BYTES_PER_LANGUAGE", "30000",
          "EVAL_ITEMS_PER_LANGUAGE", "40");

  static DemoScale of(Scale scale) {
    return switch (scale) {
      case FULL -> full();
      case SHORT -> brief();
    };
  }

  private static DemoScale full() {
    // Above what 50 steps reach, below what 250 do; see the README.
    String minScore = System.getenv().getOrDefault("DEMO_PROMOTION_MIN_SCORE", "0.56");
    Map<String, String> settings = new HashMap<>(COMPARABLE_SCORES);
    settings.put("TRAIN_MIN_CHARS_TO_START", "1500000"); // the rest of the crawl comes in meanwhile
    return new DemoScale(1_000, 1_000_000, 0.75, minScore, Duration.ofSeconds(5), true, settings);
  }

  /// Forty steps teach too little for any honest threshold, so the rule refuses and a person
  /// overrules it: the same doors, another decision.
  private static DemoScale brief() {
    Map<String, String> settings = new HashMap<>(COMPARABLE_SCORES);
    settings.put("TRAIN_MIN_CHARS_TO_START", "300000");
    settings.put("TRAIN_STEPS_PER_CYCLE", "40");
    settings.put("TRAIN_WARMUP_STEPS", "5");
    settings.put("BUNDLE_EVERY_STEPS", "1000000");
    settings.put("SEAL_EVERY_DOCUMENTS", "100");
    settings.put("SEAL_EVERY_SEC", "5");
    settings.put("EVALUATION_BYTES_PER_LANGUAGE", "20000");
    // A test must not fail because a machine is busy: what counts is that it happens. Nor because
    // of what is held out, which follows from the order of the crawl: where it is one long index of
    // names, forty steps bring 0.955 instead of the usual 0.8.
    Duration sometime = Duration.ofMinutes(4);
    return new DemoScale(150, 40_000, 0.99, "0.99", sometime, false, settings);
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("PROMOTION_MIN_SCORE", minScore);
    return environment;
  }
}
