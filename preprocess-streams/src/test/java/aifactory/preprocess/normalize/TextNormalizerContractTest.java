package aifactory.preprocess.normalize;

import static org.assertj.core.api.Assertions.assertThat;

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
        NormalizerCatalogue.ordered().stream(), Stream.of(NormalizerCatalogue::normalize));
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

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return text.toString();
  }
}
