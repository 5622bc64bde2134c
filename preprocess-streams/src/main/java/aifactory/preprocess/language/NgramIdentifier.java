package aifactory.preprocess.language;

import aifactory.preprocess.document.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.LanguageDetectorModel;

/// Character n-grams with Apache OpenNLP's model of 103 languages (10 MB, about as much in memory,
/// a tenth of a millisecond per text).
///
/// The model spreads its probability over all languages, so its own number says little: confidence
/// here is the best against the second, `p1 / (p1 + p2)`, from 0.5 (a toss-up) to 1. Some languages
/// have two names in the model (`est` and `ekk`, `lav` and `lvs`): these are no rivals of each
/// other.
public final class NgramIdentifier implements LanguageIdentifier {
  private static final String MODEL = "/langdetect-183.bin";
  private static final int SAMPLE = 1200;
  private static final Map<String, String> TWO_LETTERS = twoLetters();

  private final NgramModel model;
  private final ThreadLocal<NgramModel.Space> spaces;
  private final double minConfidence;

  private NgramIdentifier(NgramModel model, double minConfidence) {
    this.model = model;
    this.spaces = ThreadLocal.withInitial(model::space);
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
      return new NgramIdentifier(
          NgramModel.of(new LanguageDetectorModel(model), NgramIdentifier::code), minConfidence);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the language model " + MODEL, e);
    }
  }

  @Override
  public Language identify(String text) {
    NgramModel.Best best = model.best(sample(text), spaces.get());
    boolean sure = best.confidence() >= minConfidence;
    return new Language(sure ? best.code() : "und", best.confidence());
  }

  /// From the middle: heads and feet of pages are the least typical part.
  private static String sample(String text) {
    if (text.length() <= SAMPLE) {
      return text;
    }
    int start = (text.length() - SAMPLE) / 2;
    return text.substring(start, start + SAMPLE);
  }

  private static String code(String named) {
    return TWO_LETTERS.getOrDefault(named, named);
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
