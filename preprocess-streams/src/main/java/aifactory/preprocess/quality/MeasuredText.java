package aifactory.preprocess.quality;

import aifactory.preprocess.document.TextStatistics;
import aifactory.preprocess.words.WordSplitters;
import aifactory.preprocess.words.Words;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A text as filters see it: what several of them count is counted once, when first asked for. One
/// thread at a time.
public final class MeasuredText {
  private final String text;
  private final String language;
  private @Nullable TextStatistics statistics;
  private @Nullable Words words;
  private @Nullable NGrams nGrams;
  private @Nullable List<String> lines;
  private @Nullable List<String> filledLines;
  private final Map<Object, Object> counts = new IdentityHashMap<>();

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

  /// Lines at every boundary.
  List<String> lines() {
    List<String> known = lines;
    if (known == null) {
      known = Lines.all(text);
      lines = known;
    }
    return known;
  }

  /// Lines that are not blank.
  List<String> filledLines() {
    List<String> known = filledLines;
    if (known == null) {
      known = Lines.filled(text);
      filledLines = known;
    }
    return known;
  }

  /// What several rules of one kind count, counted once.
  ///
  /// @param kind who asks
  <C> C counted(Counting<C> kind) {
    Object known = counts.get(kind);
    if (known == null) {
      known = kind.count(this);
      counts.put(kind, known);
    }
    return kind.type().cast(known);
  }

  /// A count that is made of a text; one object per kind of count.
  record Counting<C>(Class<C> type, Function<MeasuredText, C> made) {
    C count(MeasuredText text) {
      return made.apply(text);
    }
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
