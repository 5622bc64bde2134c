package aifactory.preprocess.language;

import aifactory.preprocess.document.Language;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Languages that have a script to themselves are known by it, for a hundredth of the cost of
/// n-grams; the rest is asked of another identifier.
///
/// Kana decide for Japanese even among many kanji and English terms: a twentieth of the letters is
/// enough, because Chinese has none.
public final class ScriptFirstIdentifier implements LanguageIdentifier {
  private static final int SAMPLE = 2000;
  private static final double KANA_SHARE = 0.05;
  private static final double OWN_SCRIPT_SHARE = 0.5;
  private static final Map<UnicodeScript, String> OWN_SCRIPT =
      Map.ofEntries(
          Map.entry(UnicodeScript.HANGUL, "ko"),
          Map.entry(UnicodeScript.THAI, "th"),
          Map.entry(UnicodeScript.LAO, "lo"),
          Map.entry(UnicodeScript.KHMER, "km"),
          Map.entry(UnicodeScript.MYANMAR, "my"),
          Map.entry(UnicodeScript.TIBETAN, "bo"),
          Map.entry(UnicodeScript.ORIYA, "or"),
          Map.entry(UnicodeScript.TAMIL, "ta"),
          Map.entry(UnicodeScript.TELUGU, "te"),
          Map.entry(UnicodeScript.KANNADA, "kn"),
          Map.entry(UnicodeScript.MALAYALAM, "ml"),
          Map.entry(UnicodeScript.GUJARATI, "gu"),
          Map.entry(UnicodeScript.GURMUKHI, "pa"),
          Map.entry(UnicodeScript.SINHALA, "si"),
          Map.entry(UnicodeScript.THAANA, "dv"),
          Map.entry(UnicodeScript.GREEK, "el"),
          Map.entry(UnicodeScript.GEORGIAN, "ka"),
          Map.entry(UnicodeScript.ARMENIAN, "hy"));

  private final LanguageIdentifier others;

  public ScriptFirstIdentifier(LanguageIdentifier others) {
    this.others = others;
  }

  @Override
  public Language identify(String text) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    text.codePoints()
        .limit(SAMPLE)
        .filter(Character::isLetter)
        .forEach(point -> letters.merge(UnicodeScript.of(point), 1, Integer::sum));
    int all = letters.values().stream().mapToInt(Integer::intValue).sum();
    if (all == 0) {
      return Language.UNDETERMINED;
    }
    return byScript(letters, all).orElseGet(() -> others.identify(text));
  }

  private static Optional<Language> byScript(Map<UnicodeScript, Integer> letters, int all) {
    double kana =
        letters.getOrDefault(UnicodeScript.HIRAGANA, 0)
            + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
    double japanese = kana + letters.getOrDefault(UnicodeScript.HAN, 0);
    if (kana / all >= KANA_SHARE && japanese / all >= 2 * KANA_SHARE) {
      return Optional.of(new Language("ja", Math.min(1, 0.5 + japanese / all)));
    }
    for (var own : OWN_SCRIPT.entrySet()) {
      double share = (double) letters.getOrDefault(own.getKey(), 0) / all;
      if (share >= OWN_SCRIPT_SHARE) {
        return Optional.of(new Language(own.getValue(), share));
      }
    }
    return Optional.empty();
  }
}
