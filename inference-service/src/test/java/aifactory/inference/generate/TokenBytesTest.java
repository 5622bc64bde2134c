package aifactory.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

public final class TokenBytesTest {
  /// A tokenizer whose token i is byte i, and 256 a special token.
  public static TokenBytes ofEveryByte() {
    StringBuilder vocabulary = new StringBuilder();
    int next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || (b >= 174);
      String letter = "\\u%04x".formatted(printable ? b : next++);
      vocabulary.append(b == 0 ? "" : ",").append("\"%s\":%d".formatted(letter, b));
    }
    return TokenBytes.parse(
        """
        {"added_tokens":[{"id":256,"content":"<end>","special":true},
                         {"id":257,"content":"工場","special":false}],
         "decoder":{"type":"ByteLevel"},"model":{"vocab":{%s}}}
        """
            .formatted(vocabulary));
  }

  @Test
  void everyByteHasItsLetter() {
    TokenBytes bytes = ofEveryByte();
    for (int b = 0; b < 256; b++) {
      assertThat(bytes.of(b)).as("byte %d", b).containsExactly(b);
    }
  }

  @Test
  void specialTokensAreNoTextAndAddedOnesAre() {
    assertThat(ofEveryByte().of(256)).isEmpty();
    assertThat(ofEveryByte().of(257)).hasSize(6);
    assertThat(ofEveryByte().of(9999)).isEmpty();
  }

  @Test
  void refusesOtherTokenizers() {
    assertThatThrownBy(() -> TokenBytes.parse("{\"decoder\":{\"type\":\"Metaspace\"}}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TokenBytes.parse("garbage"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
