package aifactory.preprocess.quality;

import aifactory.preprocess.document.TextStatistics;

/// How much a text is worth, 0..1, as the sum of three parts minus a penalty.
///
/// `0.45·length + 0.35·diversity + 0.20·prose − penalty`, clamped, with length = min(1, characters
/// / 1400), diversity = min(1, distinct per window / 28), prose = min(1, characters per sentence
/// end, 20 as one, falling beyond 400), penalty = min(0.5, share of characters in URLs + in repeats
/// of long lines + what visible characters lack of 0.6 letters). Every measure that gets better
/// leaves the score the same or raises it. The weights are the reference system's; its distinct /
/// length is replaced by a mean over windows and its mean line length by sentences, so the score
/// never falls because a text is long.
///
/// @param length 0..1
/// @param diversity 0..1
/// @param prose 0..1
/// @param penalty 0..0.5
public record QualityScore(double length, double diversity, double prose, double penalty) {
  private static final double SATURATED_CHARACTERS = 1400;
  private static final double SATURATED_DISTINCT = 28;
  private static final double MIN_SENTENCE_CHARACTERS = 20;
  private static final double MAX_SENTENCE_CHARACTERS = 400;
  private static final double MAX_PENALTY = 0.5;
  private static final double HONEST_LETTERS = 0.6;

  public static QualityScore of(TextStatistics text) {
    return new QualityScore(
        Math.min(1, text.characters() / SATURATED_CHARACTERS),
        Math.min(1, text.distinctPerWindow() / SATURATED_DISTINCT),
        prose(text),
        penalty(text));
  }

  private static double penalty(TextStatistics text) {
    double letters = text.visible() == 0 ? 0 : (double) text.letters() / text.visible();
    return Math.min(
        MAX_PENALTY,
        text.share(text.urlCharacters())
            + text.share(text.repeatedLineCharacters())
            + Math.max(0, HONEST_LETTERS - letters));
  }

  /// The score.
  public double value() {
    return Math.clamp(0.45 * length + 0.35 * diversity + 0.20 * prose - penalty, 0, 1);
  }

  private static double prose(TextStatistics text) {
    if (text.sentences() == 0) {
      return 0;
    }
    double perSentence = (double) text.characters() / text.sentences();
    return Math.min(1, perSentence / MIN_SENTENCE_CHARACTERS)
        * Math.min(1, MAX_SENTENCE_CHARACTERS / perSentence);
  }
}
