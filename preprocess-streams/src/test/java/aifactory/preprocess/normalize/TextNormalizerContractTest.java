package aifactory.preprocess.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextNormalizerContractTest {
  private static final int[] ALPHABET =
      "ab か\u3099ÅA\u030A\u00AD\u200B\u200D\uFEFF\u3000 \u00A0\t\n\r\u0085\u2028\f\u0007.한\u1112\u1161x😀"
          .codePoints()
          .toArray();

  static Stream<TextNormalizer> everyNormalizer() {
    return Stream.concat(
        new NormalizerCatalogue(UnicodeForm.NFC).ordered().stream(),
        Stream.of(
            UnicodeForm.NFKC::normalize,
            NormalizerCatalogue::normalize,
            new NormalizerCatalogue(UnicodeForm.NFKC)::applied));
  }

  @ParameterizedTest
  @MethodSource("everyNormalizer")
  void isIdempotent(TextNormalizer normalizer) {
    for (long seed = 0; seed < 300; seed++) {
      String once = normalizer.normalize(text(new Random(seed)));
      assertThat(normalizer.normalize(once)).as("seed %d", seed).isEqualTo(once);
    }
  }

  @Test
  void goldenCases() {
    assertThat(NormalizerCatalogue.normalize("a \t b\r\n\r\n\r\n\r\nc ")).isEqualTo("a b\n\nc");
    assertThat(NormalizerCatalogue.normalize("か\u3099 e\u0301")).isEqualTo("が é");
    assertThat(NormalizerCatalogue.normalize("in\u00ADvis\u200Bible\uFEFF\u0007"))
        .isEqualTo("invisible");
    assertThat(NormalizerCatalogue.normalize("if x:\n    y()")).isEqualTo("if x:\n    y()");
    assertThat(NormalizerCatalogue.normalize("page one\fpage\u00A0two"))
        .isEqualTo("page one\npage two");
  }

  @Test
  void compatibilityFormsStayUnlessNfkcIsAskedFor() {
    String full = "Ｌｉｎｕｘ ﾀﾞｲﾔ ① ﬁn";

    assertThat(new NormalizerCatalogue(UnicodeForm.NFC).applied(full)).isEqualTo(full);
    assertThat(new NormalizerCatalogue(UnicodeForm.NFKC).applied(full))
        .isEqualTo("Linux ダイヤ 1 fin");
  }

  @Test
  void aLineOfProseThatIsSaidOnAndOnIsSaidOnce() {
    String line = "The harbour lies open at night.";

    assertThat(NormalizerCatalogue.normalize((line + "\n\n").repeat(8) + "It is late."))
        .isEqualTo(line + "\n\nIt is late.");
    assertThat(NormalizerCatalogue.normalize((line + "\n").repeat(7) + "It is late."))
        .startsWith(line + "\n" + line);
    for (String repeated :
        List.of(
            "na na na", "    return harbour.lighthouse();", "0 | 12.50 | 13.50 | 14.50 | 15.50")) {
      String many = "Heading\n" + String.join("\n", Collections.nCopies(9, repeated));
      assertThat(NormalizerCatalogue.normalize(many)).isEqualTo(many);
    }
  }

  @Test
  void numberSignsOfArabicStayThoughTheyAreFormats() {
    assertThat(NormalizerCatalogue.normalize("قال\u06DD١٢")).isEqualTo("قال\u06DD١٢");
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return text.toString();
  }
}
