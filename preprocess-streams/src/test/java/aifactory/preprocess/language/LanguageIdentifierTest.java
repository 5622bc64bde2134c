package aifactory.preprocess.language;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.preprocess.Prose;
import org.junit.jupiter.api.Test;

final class LanguageIdentifierTest {
  private final LanguageIdentifier languages =
      new ScriptFirstIdentifier(NgramIdentifier.load(0.53));

  @Test
  void proseIsRecognised() {
    assertThat(languages.identify(Prose.english(500, 0)).code()).isEqualTo("en");
    assertThat(languages.identify(Prose.japanese(500, 0)).code()).isEqualTo("ja");
    assertThat(
            languages
                .identify(
                    "Der Leuchtturm stand seit vielen Jahren am Rand der Klippe, und niemand im Dorf"
                        + " konnte sich daran erinnern, wer ihn einst gebaut hatte. Jeden Abend ging"
                        + " der Wärter die Treppe hinauf und zündete die Lampe an.")
                .code())
        .isEqualTo("de");
    assertThat(languages.identify("灯台は崖の上に建っている。".repeat(5)).code()).isEqualTo("ja");
    assertThat(languages.identify("등대는 절벽 위에 서 있었다. ".repeat(5)).code()).isEqualTo("ko");
  }

  @Test
  void technicalJapaneseFullOfEnglishTermsIsStillJapanese() {
    String text =
        "Kafka Streams の topology は exactly-once で動き、commit interval ごとに transaction を確定する。";

    assertThat(languages.identify(text.repeat(4)).code()).isEqualTo("ja");
  }

  @Test
  void codesAreThoseOfTodaysStandard() {
    assertThat(languages.identify("המגדלור עמד שנים רבות על קצה הצוק מעל הים. ".repeat(4)).code())
        .isEqualTo("he");
    assertThat(
            languages
                .identify(
                    "Mercusuar itu telah berdiri bertahun-tahun di tepi tebing, dan tidak seorang pun"
                        + " di desa dapat mengingat siapa yang membangunnya dahulu kala karena sudah"
                        + " lama sekali. Setiap malam penjaganya naik tangga untuk menyalakan lampu.")
                .code())
        .isEqualTo("id");
  }

  @Test
  void aScriptOfItsOwnNamesTheLanguage() {
    assertThat(languages.identify("ប្រទីបនៅលើច្រាំងសមុទ្រ។ ".repeat(5)).code()).isEqualTo("km");
    assertThat(languages.identify("ପାହାଡ଼ ଉପରେ ଏକ ପୁରୁଣା ଦୀପ ଅଛି। ".repeat(5)).code())
        .isEqualTo("or");
  }

  @Test
  void whatHasNoLettersIsUndetermined() {
    assertThat(languages.identify("12 34 --- 56").code()).isEqualTo("und");
  }
}
