package aifactory.preprocess.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which filters are asked, top to bottom; the first that fails names the reason.
public enum FilterProfile {
  /// The basic bounds and gross repetition only: manuals, lists and reference pages stay.
  LENIENT {
    @Override
    void add(List<QualityFilter> list, LanguageValues values, String language) {
      list.add(GopherRepetition.gross());
    }
  },
  /// What every published corpus asks: Gopher's repetition and quality, with the values of the
  /// language; for Japanese HojiChar's rules.
  STANDARD {
    @Override
    void add(List<QualityFilter> list, LanguageValues values, String language) {
      list.addAll(GopherRepetition.rules(values));
      list.addAll(GopherQuality.rules(values));
      if (language.equals("ja")) {
        list.addAll(HojiCharRules.rules());
      }
    }
  },
  /// What FineWeb asks: prose only. Reference pages, lists and code fall.
  STRICT {
    @Override
    void add(List<QualityFilter> list, LanguageValues values, String language) {
      STANDARD.add(list, values, language);
      if (values.isEnglish()) {
        list.addAll(C4Quality.rules(false));
      }
      if (values.ownWords()) {
        list.addAll(FineWebQuality.rules(values));
      }
    }
  };

  abstract void add(List<QualityFilter> list, LanguageValues values, String language);

  /// The list for a language.
  List<QualityFilter> filters(QualityThresholds bounds, String language) {
    List<QualityFilter> list =
        new ArrayList<>(
            List.of(
                new MinimumLengthFilter(bounds.minCharacters()),
                new MaximumLengthFilter(bounds.maxCharacters()),
                new ReplacementCharacterFilter(bounds.maxReplacementShare()),
                new DistinctCharacterFilter(bounds.minDistinctPerWindow()),
                new UrlShareFilter(bounds.maxUrlShare()),
                new LetterShareFilter(bounds.minLetterShare()),
                new RepeatedLineFilter(bounds.maxRepeatedLineShare())));
    add(list, LanguageValues.of(language), language);
    return List.copyOf(list);
  }

  /// By its name as settings and questions write it.
  public static FilterProfile named(String name) {
    for (FilterProfile profile : values()) {
      if (profile.settingName().equals(name)) {
        return profile;
      }
    }
    throw new IllegalArgumentException(
        "no filter profile '" + name + "'; there are lenient, standard, strict");
  }

  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
