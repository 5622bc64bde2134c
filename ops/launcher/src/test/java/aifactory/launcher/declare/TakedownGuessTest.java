package aifactory.launcher.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TakedownGuessTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.org/a?b=c, URL",
    "urn:isbn:9780000000000, URL",
    "example.org, DOMAIN",
    "日本.example, DOMAIN",
    "localhost, DOMAIN",
    "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c, DOCUMENT"
  })
  void aTargetIsWhatItLooksLike(String target, String kind) {
    assertThat(TakedownGuess.of(target).kind()).isEqualTo(kind);
  }

  @Test
  void whatIsNothingOfTheKindIsRefused() {
    assertThatThrownBy(() -> TakedownGuess.of("two words"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two words");
  }
}
