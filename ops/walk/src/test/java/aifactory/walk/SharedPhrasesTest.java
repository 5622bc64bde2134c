package aifactory.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SharedPhrasesTest {
  private static final String FIFTEEN =
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";

  @Test
  void countsPhrasesOfThirteenWordsWhateverStandsBetweenThem() {
    String spread = FIFTEEN.toUpperCase(java.util.Locale.ROOT).replace(" ", ",\n ");

    assertThat(share(FIFTEEN, "so: " + spread + " and on")).isEqualTo(1);
    assertThat(share(FIFTEEN, FIFTEEN.replace("three", "3"))).isZero();
    assertThat(share(FIFTEEN, FIFTEEN.replace("two", "2"))).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(share("too short", FIFTEEN)).isZero();
  }

  @Test
  void sumsOverAllTextsAskedAbout() {
    SharedPhrases phrases = new SharedPhrases();
    for (int n = 0; n < 20_000; n++) {
      phrases.add(FIFTEEN.replace("seven", "seven" + n));
    }

    assertThat(phrases.shareOf(FIFTEEN.replace("seven", "seven19999"))).isEqualTo(1);
    assertThat(phrases.shareOf(FIFTEEN.replace("seven", "other"))).isZero();
    assertThat(phrases.shareOfAll()).isEqualTo(0.5);
  }

  private static double share(String text, String known) {
    SharedPhrases phrases = new SharedPhrases();
    phrases.add(known);
    return phrases.shareOf(text);
  }
}
