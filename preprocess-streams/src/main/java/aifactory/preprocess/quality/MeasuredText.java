package aifactory.preprocess.quality;

import aifactory.preprocess.document.TextStatistics;
import aifactory.preprocess.words.WordSplitters;
import aifactory.preprocess.words.Words;
import org.jspecify.annotations.Nullable;

/// A text as filters see it: what several of them count is counted once, when first asked for. One
/// thread at a time.
public final class MeasuredText {
  private final String text;
  private final String language;
  private @Nullable TextStatistics statistics;
  private @Nullable Words words;
  private @Nullable NGrams nGrams;

  private MeasuredText(String text, String language) {
    this.text = text;
    this.language = language;
  }

  /// @param language ISO 639 code; decides how words are split
  public static MeasuredText of(String text, String language) {
    return new MeasuredText(text, language);
  }

  public String text() {
    return text;
  }

  public String language() {
    return language;
  }

  public TextStatistics statistics() {
    TextStatistics known = statistics;
    if (known == null) {
      known = TextStatistics.of(text);
      statistics = known;
    }
    return known;
  }

  public Words words() {
    Words known = words;
    if (known == null) {
      known = WordSplitters.of(language).split(text);
      words = known;
    }
    return known;
  }

  NGrams nGrams() {
    NGrams known = nGrams;
    if (known == null) {
      known = NGrams.of(words());
      nGrams = known;
    }
    return known;
  }

  /// Code points.
  int length() {
    return statistics().characters();
  }
}
