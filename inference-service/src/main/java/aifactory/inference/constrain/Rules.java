package aifactory.inference.constrain;

import aifactory.inference.constrain.Rule.Choice;
import aifactory.inference.constrain.Rule.OneByte;
import aifactory.inference.constrain.Rule.Repeat;
import aifactory.inference.constrain.Rule.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes rules.
final class Rules {
  static final Rule EMPTY = new Sequence(List.of());
  private static final int LAST_ASCII = 0x7F;
  private static final Rule CONTINUED = new OneByte(0x80, 0xBF);

  private Rules() {}

  /// A text as it stands.
  static Rule text(String text) {
    List<Rule> parts = new ArrayList<>();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      int value = Byte.toUnsignedInt(each);
      parts.add(new OneByte(value, value));
    }
    return new Sequence(parts);
  }

  static Rule sequence(Rule... parts) {
    return new Sequence(Arrays.asList(parts));
  }

  static Rule choice(Rule... parts) {
    return new Choice(Arrays.asList(parts));
  }

  static Rule choice(List<Rule> parts) {
    return parts.size() == 1 ? parts.getFirst() : new Choice(parts);
  }

  static Rule optional(Rule part) {
    return new Repeat(part, 0, 1);
  }

  /// @param max [Repeat#UNBOUNDED] = no end
  static Rule repeat(Rule part, int min, int max) {
    return max == 0 ? EMPTY : new Repeat(part, min, max);
  }

  /// One byte of these ranges: first and last of each.
  static Rule bytes(int... ranges) {
    return new OneByte(ranges);
  }

  /// One character beyond ASCII, as well-formed UTF-8 has it (Unicode 16, table 3-7).
  static Rule beyondAscii() {
    return choice(
        sequence(bytes(0xC2, 0xDF), CONTINUED),
        sequence(bytes(0xE0, 0xE0), bytes(0xA0, 0xBF), CONTINUED),
        sequence(bytes(0xE1, 0xEC, 0xEE, 0xEF), CONTINUED, CONTINUED),
        sequence(bytes(0xED, 0xED), bytes(0x80, 0x9F), CONTINUED),
        sequence(bytes(0xF0, 0xF0), bytes(0x90, 0xBF), CONTINUED, CONTINUED),
        sequence(bytes(0xF1, 0xF3), CONTINUED, CONTINUED, CONTINUED),
        sequence(bytes(0xF4, 0xF4), bytes(0x80, 0x8F), CONTINUED, CONTINUED));
  }

  /// One character of any kind.
  static Rule anyCharacter() {
    return choice(bytes(0, LAST_ASCII), beyondAscii());
  }
}
