package aifactory.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Rfc8785Test {
  private static String canonical(String json) {
    return Rfc8785.write(CanonicalJson.read(json, JsonNode.class));
  }

  /// Bits of a double and its text: appendix B of the RFC.
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555555, 333333333.3333333",
    "becbf647612f3696, -0.0000033333333333333333",
  })
  void numbersAreWrittenAsEcmaScriptWritesThem(String bits, String text) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(Rfc8785.write(DoubleNode.valueOf(value))).isEqualTo(text);
  }

  @Test
  void orderSpaceAndNumberFormChangeNothingButAnyValueDoes() {
    String text = canonical("{\"b\": [2e-5, true, null], \"a\": {\"y\": 256, \"x\": \"工\"}}");
    assertThat(text).isEqualTo("{\"a\":{\"x\":\"工\",\"y\":256},\"b\":[0.00002,true,null]}");
    assertThat(canonical("{\"a\":{\"x\":\"\\u5de5\",\"y\":2.56e2},\n\"b\":[0.000020,true,null]}"))
        .isEqualTo(text);
    assertThat(canonical("{\"a\":{\"x\":\"工\",\"y\":257},\"b\":[0.00002,true,null]}"))
        .isNotEqualTo(text);
  }

  @Test
  void namesAreOrderedByTheirUtf16UnitsAndControlsEscaped() {
    assertThat(canonical("{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\r\":3,\"1\":4,\"\\u0080\":5}"))
        .isEqualTo("{\"\\r\":3,\"1\":4,\"\u0080\":5,\"\ud83d\ude00\":2,\"\ufb33\":1}");
    assertThat(canonical("\"\\u001f\\b\\/\\\"\\u007f\"")).isEqualTo("\"\\u001f\\b/\\\"\u007f\"");
  }

  @Test
  void aWholeNumberThatOthersWouldReadDifferentlyIsRefused() {
    assertThatThrownBy(() -> canonical("{\"seed\":9007199254740993}"))
        .hasMessageContaining("9007199254740993 is not exactly a double");
  }
}
