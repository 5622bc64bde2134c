package aifactory.walk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How much the retraction walk takes on.
///
/// @param documents pages sent, spread over the domains
/// @param domains one is forbidden and allowed again in each flip
/// @param flips how often
/// @param bound within which everything forbidden must be gone
/// @param everyOrderTyped whether each kind of takedown is ordered by `./factory retract`, or one
///   of them and the others over REST
/// @param kill whether preprocess is killed in the middle of one flip
/// @param settings of the factory
record RetractionScale(
    int documents,
    int domains,
    int flips,
    Duration bound,
    boolean everyOrderTyped,
    boolean kill,
    Map<String, String> settings) {
  private static final int FULL_DOCUMENTS = 2_000;
  private static final int FULL_FLIPS = 100;

  /// Numbers of the full form from `RETRACTION_DOCUMENTS` and `RETRACTION_FLIPS`.
  static RetractionScale of(Scale scale) {
    Map<String, String> settings = new HashMap<>();
    // It trains on through the whole walk, without pauses for bundles and validation.
    settings.put("TRAIN_MIN_CHARS_TO_START", "100000");
    settings.put("TRAIN_QUIET_SEC", "3");
    settings.put("TRAIN_STEPS_PER_CYCLE", "25");
    settings.put("EARLY_STOPPING_PATIENCE", "1000000");
    settings.put("VAL_EVAL_EVERY", "1000000");
    settings.put("BUNDLE_AT", "100000000");
    settings.put("BUNDLE_EVERY_STEPS", "100000000");
    settings.put("SEAL_EVERY_SEC", "3");
    // The crawl goes on through the whole walk, too.
    settings.put("CRAWLER_LOCAL_MIN_INTERVAL_SEC", "0.25");
    return switch (scale) {
      case FULL ->
          new RetractionScale(
              number("RETRACTION_DOCUMENTS", FULL_DOCUMENTS),
              20,
              number("RETRACTION_FLIPS", FULL_FLIPS),
              Duration.ofSeconds(5),
              true,
              true,
              settings);
      // A test must not fail because a machine is busy: what counts is that it happens.
      case SHORT -> {
        settings.put("TRAIN_VOCAB_SIZE", "600");
        settings.put("TRAIN_SEQ_LEN", "128");
        settings.put("TRAIN_N_LAYER", "2");
        settings.put("TRAIN_N_HEAD", "2");
        settings.put("TRAIN_N_EMBD", "64");
        yield new RetractionScale(48, 6, 2, Duration.ofMinutes(2), false, false, settings);
      }
    };
  }

  private static int number(String variable, int usual) {
    return Integer.parseInt(System.getenv().getOrDefault(variable, Integer.toString(usual)));
  }
}
