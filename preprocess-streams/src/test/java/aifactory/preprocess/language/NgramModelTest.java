package aifactory.preprocess.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The library's own detector says what is right.
final class NgramModelTest {
  private static final LanguageDetectorModel FILE = read();

  private final LanguageDetectorME library = new LanguageDetectorME(FILE);
  private final NgramModel model = NgramModel.of(FILE, named -> named);
  private final NgramModel.Space space = model.space();

  private static LanguageDetectorModel read() {
    try (InputStream file = NgramModelTest.class.getResourceAsStream("/langdetect-183.bin")) {
      return new LanguageDetectorModel(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The committee met on Tuesday and could not agree on the price of bread.",
        "Der Ausschuss tagte am Dienstag und einigte sich nicht über den Brotpreis.",
        "Le comité s'est réuni mardi sans s'accorder sur le prix du pain.",
        "Komisja zebrała się we wtorek i nie uzgodniła ceny chleba.",
        "Комиссия собралась во вторник и не договорилась о цене хлеба.",
        "委員会は火曜日に開かれた。",
        "اجتمعت اللجنة يوم الثلاثاء ولم تتفق على سعر الخبز.",
        "İSTANBUL'da Salı günü toplanan kurul ekmek fiyatında anlaşamadı.",
        "Read https://example.org/a?b=1 now!!! 😀😀 @somebody #bread 12,345 coooool RT :-)",
        "x",
        "Ekmek fiyatı — 12 lira; daha fazlası için bkz. ΑΘΗΝΑ"
      })
  void givesTheLibrarysProbabilities(String text) {
    Language[] ranked = library.predictLanguages(text);
    NgramModel.Best best = model.best(text, space);
    double expected =
        ranked[0].getConfidence() / (ranked[0].getConfidence() + ranked[1].getConfidence());
    assertThat(best.code()).isEqualTo(ranked[0].getLang());
    assertThat(best.confidence()).isEqualTo(expected, within(1e-5));
  }

  @Test
  void namesOfTheSameLanguageAreNoRivals() {
    List<String> estonian = List.of("est", "ekk");
    NgramModel together = NgramModel.of(FILE, named -> estonian.contains(named) ? "et" : named);
    String text = "Komisjon kogunes teisipäeval ega leppinud kokku leiva hinnas.";
    NgramModel.Best best = together.best(text, together.space());
    assertThat(best.code()).isEqualTo("et");
    assertThat(best.confidence()).isGreaterThan(model.best(text, space).confidence());
  }

  @Test
  void textsDoNotMixInTheSameSpace() {
    String text = "The committee met on Tuesday.";
    double alone = model.best(text, model.space()).confidence();
    model.best("Komisja zebrała się we wtorek.", space);
    assertThat(model.best(text, space).confidence()).isEqualTo(alone);
  }
}
