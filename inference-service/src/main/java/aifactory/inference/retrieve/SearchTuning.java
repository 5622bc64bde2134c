package aifactory.inference.retrieve;

/// Which parts of the search are at work; all of them, but for ablations.
///
/// @param bigrams weight of pairs of characters beside words in Japanese; 0 = off
/// @param feedbackTerms terms taken from the first passages and looked for as well; 0 = off
/// @param feedbackWeight weight of the best of them against a term of the question
/// @param vectorWeight weight of meaning against words, where vectors are installed; 0 = off
/// @param titleBoost weight of a title against text
/// @param perDocument most passages of one document
public record SearchTuning(
    float bigrams,
    int feedbackTerms,
    float feedbackWeight,
    float vectorWeight,
    float titleBoost,
    int perDocument) {
  /// As measured best by `./factory bench retrieval`.
  public static final SearchTuning BEST = new SearchTuning(0.5f, 20, 0.4f, 1, 0.5f, 2);

  /// Words alone.
  public static final SearchTuning WORDS = new SearchTuning(0, 0, 0, 0, 0, Integer.MAX_VALUE);
}
