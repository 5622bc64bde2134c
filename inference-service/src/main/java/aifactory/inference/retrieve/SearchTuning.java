package aifactory.inference.retrieve;

/// Which parts of the search are at work; all of them, but for ablations.
///
/// @param trigrams weight of runs of three characters beside words in Japanese; 0 = off
/// @param feedbackTerms terms taken from the first passages and looked for as well; 0 = off
/// @param feedbackWeight weight of the best of them against a term of the question
/// @param vectorWeight weight of meaning against words, where vectors are installed; 0 = off
/// @param titleBoost weight of a title against text
/// @param sentenceWeight weight of what one sentence and the title say together; 0 = off
/// @param perDocument most passages of one document
public record SearchTuning(
    float trigrams,
    int feedbackTerms,
    float feedbackWeight,
    float vectorWeight,
    float titleBoost,
    float sentenceWeight,
    int perDocument) {
  /// As measured best by `./factory bench retrieval`.
  public static final SearchTuning BEST = new SearchTuning(0.2f, 20, 0.4f, 1, 0.5f, 0.5f, 2);

  /// Words alone.
  public static final SearchTuning WORDS = new SearchTuning(0, 0, 0, 0, 0, 0, Integer.MAX_VALUE);

  public SearchTuning withTrigrams(float weight) {
    return new SearchTuning(
        weight,
        feedbackTerms,
        feedbackWeight,
        vectorWeight,
        titleBoost,
        sentenceWeight,
        perDocument);
  }

  public SearchTuning withFeedback(int terms, float weight) {
    return new SearchTuning(
        trigrams, terms, weight, vectorWeight, titleBoost, sentenceWeight, perDocument);
  }

  public SearchTuning withVectorWeight(float weight) {
    return new SearchTuning(
        trigrams, feedbackTerms, feedbackWeight, weight, titleBoost, sentenceWeight, perDocument);
  }

  public SearchTuning withTitleBoost(float boost) {
    return new SearchTuning(
        trigrams, feedbackTerms, feedbackWeight, vectorWeight, boost, sentenceWeight, perDocument);
  }

  public SearchTuning withSentenceWeight(float weight) {
    return new SearchTuning(
        trigrams, feedbackTerms, feedbackWeight, vectorWeight, titleBoost, weight, perDocument);
  }
}
