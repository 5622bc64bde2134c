package aifactory.inference.constrain;

import aifactory.inference.generate.TokenBytes;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A byte-level vocabulary: all bytes, and some longer tokens that cross borders of a grammar.
final class ByteTokens {
  private static final List<String> LONGER =
      List.of(
          "\":", "\",\"", "\":{\"", "}}", "\"}", "true", "false", "12", "0.", "name", "日本", "ab");

  private ByteTokens() {}

  static TokenBytes all() {
    ObjectNode tokenizer = JsonNodeFactory.instance.objectNode();
    tokenizer.putObject("decoder").put("type", "ByteLevel");
    ObjectNode vocabulary = tokenizer.putObject("model").putObject("vocab");
    for (int value = 0; value < 256; value++) {
      vocabulary.put(String.valueOf(letter(value)), vocabulary.size());
    }
    for (String text : LONGER) {
      StringBuilder spelled = new StringBuilder();
      for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
        spelled.append(letter(Byte.toUnsignedInt(each)));
      }
      vocabulary.put(spelled.toString(), vocabulary.size());
    }
    return TokenBytes.parse(tokenizer.toString());
  }

  /// GPT-2's letter of a byte.
  private static char letter(int value) {
    int unprintable = 0;
    for (int candidate = 0; candidate < value; candidate++) {
      unprintable += printable(candidate) ? 0 : 1;
    }
    return (char) (printable(value) ? value : 0x100 + unprintable);
  }

  private static boolean printable(int value) {
    return value >= 33 && value <= 126 || value >= 161 && value <= 172 || value >= 174;
  }
}
