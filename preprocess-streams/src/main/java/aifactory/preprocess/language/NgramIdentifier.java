package aifactory.preprocess.language;

import aifactory.preprocess.document.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetector;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/// Character n-grams with Apache OpenNLP's model of 103 languages (10 MB, about 40 MB in memory,
/// half a millisecond per text).
///
/// The model spreads its probability over all languages, so its own number says little: confidence
/// here is the best against the second, `p1 / (p1 + p2)`, from 0.5 (a toss-up) to 1.
public final class NgramIdentifier implements LanguageIdentifier {
  private static final String MODEL = "/langdetect-183.bin";
  private static final int SAMPLE = 1200;
  private static final Map<String, String> TWO_LETTERS = twoLetters();

  private final ThreadLocal<LanguageDetector> detector;
  private final double minConfidence;

  private NgramIdentifier(LanguageDetectorModel model, double minConfidence) {
    // The detector keeps state between calls; the model is shared.
    this.detector = ThreadLocal.withInitial(() -> new LanguageDetectorME(model));
    this.minConfidence = minConfidence;
  }

  /// Loads the model from the class path.
  ///
  /// @param minConfidence below it the answer is `und`
  public static NgramIdentifier load(double minConfidence) {
    try (InputStream model = NgramIdentifier.class.getResourceAsStream(MODEL)) {
      if (model == null) {
        throw new IllegalStateException(
            "the language model " + MODEL + " is not on the class path");
      }
      return new NgramIdentifier(new LanguageDetectorModel(model), minConfidence);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the language model " + MODEL, e);
    }
  }

  @Override
  public Language identify(String text) {
    var ranked = detector.get().predictLanguages(sample(text));
    if (ranked.length < 2) {
      return Language.UNDETERMINED;
    }
    double best = ranked[0].getConfidence();
    double confidence = best / (best + ranked[1].getConfidence());
    return confidence < minConfidence
        ? new Language("und", confidence)
        : new Language(
            TWO_LETTERS.getOrDefault(ranked[0].getLang(), ranked[0].getLang()), confidence);
  }

  /// From the middle: heads and feet of pages are the least typical part.
  private static String sample(String text) {
    if (text.length() <= SAMPLE) {
      return text;
    }
    int start = (text.length() - SAMPLE) / 2;
    return text.substring(start, start + SAMPLE);
  }

  private static Map<String, String> twoLetters() {
    Map<String, String> codes = new HashMap<>();
    for (String two : Locale.getISOLanguages()) {
      codes.put(Locale.of(two).getISO3Language(), two);
    }
    // Java still knows these by their codes of before 1989.
    codes.putAll(Map.of("heb", "he", "ind", "id", "yid", "yi"));
    // The model names these by their most common variety.
    codes.putAll(
        Map.of("cmn", "zh", "pes", "fa", "ekk", "et", "lvs", "lv", "nob", "nb", "plt", "mg"));
    return Map.copyOf(codes);
  }
}
