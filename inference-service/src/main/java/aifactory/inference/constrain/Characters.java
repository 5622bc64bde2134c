package aifactory.inference.constrain;

import static aifactory.inference.constrain.Rules.bytes;
import static aifactory.inference.constrain.Rules.choice;
import static aifactory.inference.constrain.Rules.sequence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// A set of characters as a rule over their UTF-8.
final class Characters {
  private static final int FIRST_SURROGATE = 0xD800;
  private static final int LAST_SURROGATE = 0xDFFF;

  /// First characters of the lengths two, three and four, and the end.
  private static final int[] LENGTHS = {0x80, 0x800, 0x10000, Character.MAX_CODE_POINT + 1};

  /// How characters are spelled.
  enum Spelling {
    PLAIN,
    /// Inside a string of JSON.
    JSON
  }

  private Characters() {}

  /// @return a rule without any text for an empty set
  static Rule of(BitSet characters, Spelling spelling) {
    List<Rule> parts = new ArrayList<>();
    BitSet rest = (BitSet) characters.clone();
    rest.clear(FIRST_SURROGATE, LAST_SURROGATE + 1);
    if (spelling == Spelling.JSON) {
      for (int value = rest.nextSetBit(0); value >= 0 && value <= '\\'; ) {
        if (value < ' ' || value == '"' || value == '\\') {
          parts.add(JsonRules.escaped(value));
          rest.clear(value);
        }
        value = rest.nextSetBit(value + 1);
      }
    }
    for (int from = rest.nextSetBit(0); from >= 0; ) {
      int to = rest.nextClearBit(from) - 1;
      parts.addAll(range(from, to));
      from = rest.nextSetBit(to + 1);
    }
    return choice(parts);
  }

  /// A range cut where the length of the encoding changes.
  private static List<Rule> range(int from, int to) {
    List<Rule> parts = new ArrayList<>();
    int begin = from;
    for (int next : LENGTHS) {
      int end = Math.min(to, next - 1);
      if (begin <= end) {
        parts.add(between(utf8(begin), utf8(end), 0));
        begin = end + 1;
      }
    }
    return parts;
  }

  private static byte[] utf8(int character) {
    return new String(Character.toChars(character)).getBytes(StandardCharsets.UTF_8);
  }

  /// Encodings of one length from one to another, from a place in them on.
  private static Rule between(byte[] low, byte[] high, int at) {
    int first = Byte.toUnsignedInt(low[at]);
    int last = Byte.toUnsignedInt(high[at]);
    if (at == low.length - 1) {
      return bytes(first, last);
    }
    if (first == last) {
      return sequence(bytes(first, first), between(low, high, at + 1));
    }
    List<Rule> parts = new ArrayList<>();
    parts.add(sequence(bytes(first, first), between(low, filled(low, at, 0xBF), at + 1)));
    if (last - first > 1) {
      byte[] least = filled(low, at, 0x80);
      parts.add(
          sequence(bytes(first + 1, last - 1), between(least, filled(low, at, 0xBF), at + 1)));
    }
    parts.add(sequence(bytes(last, last), between(filled(high, at, 0x80), high, at + 1)));
    return choice(parts);
  }

  private static byte[] filled(byte[] bytes, int at, int value) {
    byte[] filled = bytes.clone();
    Arrays.fill(filled, at + 1, filled.length, (byte) value);
    return filled;
  }
}
