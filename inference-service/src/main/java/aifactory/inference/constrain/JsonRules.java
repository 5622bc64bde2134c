package aifactory.inference.constrain;

import static aifactory.inference.constrain.Rules.bytes;
import static aifactory.inference.constrain.Rules.choice;
import static aifactory.inference.constrain.Rules.optional;
import static aifactory.inference.constrain.Rules.repeat;
import static aifactory.inference.constrain.Rules.sequence;
import static aifactory.inference.constrain.Rules.text;

import aifactory.inference.constrain.Rule.Repeat;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// JSON (RFC 8259) in one spelling: no space but one after a colon or comma, no escaped surrogates,
/// numbers of a length that ends. All of it is JSON; not all JSON is in it.
final class JsonRules {
  static final Rule COMMA = sequence(text(","), optional(text(" ")));
  static final Rule COLON = sequence(text(":"), optional(text(" ")));

  private static final int MOST_DIGITS = 15; // beyond them a double forgets
  private static final int MOST_EXPONENT_DIGITS = 2;
  private static final Rule DIGIT = bytes('0', '9');
  private static final Rule HEX = bytes('0', '9', 'a', 'f', 'A', 'F');

  /// One character of a string, escapes included.
  static final Rule CHARACTER = character();

  static final Rule STRING = string(0, Repeat.UNBOUNDED);
  static final Rule BOOLEAN = choice(text("true"), text("false"));
  static final Rule NULL = text("null");
  static final Rule INTEGER = integer();
  static final Rule NUMBER =
      sequence(
          INTEGER,
          optional(sequence(text("."), repeat(DIGIT, 1, MOST_DIGITS))),
          optional(
              sequence(
                  bytes('e', 'e', 'E', 'E'),
                  optional(bytes('+', '+', '-', '-')),
                  repeat(DIGIT, 1, MOST_EXPONENT_DIGITS))));

  /// Any value.
  static final Rule VALUE = value();

  static final Rule OBJECT = map(VALUE);
  static final Rule ARRAY = list(VALUE, 0, Repeat.UNBOUNDED);

  private JsonRules() {}

  /// @param max characters at most; [Repeat#UNBOUNDED] = no end
  static Rule string(int min, int max) {
    return quoted(repeat(CHARACTER, min, max));
  }

  static Rule quoted(Rule content) {
    return sequence(text("\""), content, text("\""));
  }

  /// An object with any names.
  static Rule map(Rule value) {
    Rule member = sequence(STRING, COLON, value);
    Rule more = repeat(sequence(COMMA, member), 0, Repeat.UNBOUNDED);
    return sequence(text("{"), optional(sequence(member, more)), text("}"));
  }

  /// An array of like items.
  static Rule list(Rule item, int min, int max) {
    if (max == 0) {
      return text("[]");
    }
    int furtherMost = max == Repeat.UNBOUNDED ? max : max - 1;
    Rule further = repeat(sequence(COMMA, item), Math.max(0, min - 1), furtherMost);
    Rule items = sequence(item, further);
    return sequence(text("["), min == 0 ? optional(items) : items, text("]"));
  }

  /// Exactly this value.
  static Rule literal(JsonNode value) {
    return text(value.toString());
  }

  /// One character as it stands in a string: quote, backslash and control characters are escaped.
  static Rule escaped(int character) {
    String spelled =
        switch (character) {
          case '"' -> "\\\"";
          case '\\' -> "\\\\";
          case '\b' -> "\\b";
          case '\f' -> "\\f";
          case '\n' -> "\\n";
          case '\r' -> "\\r";
          case '\t' -> "\\t";
          default ->
              character < ' '
                  ? "\\u%04x".formatted(character)
                  : new String(Character.toChars(character));
        };
    return text(spelled);
  }

  private static Rule character() {
    Rule hex2 = repeat(HEX, 2, 2);
    Rule notSurrogate =
        choice(
            sequence(bytes('0', '9', 'a', 'c', 'A', 'C', 'e', 'f', 'E', 'F'), repeat(HEX, 3, 3)),
            sequence(bytes('d', 'd', 'D', 'D'), bytes('0', '7'), hex2));
    Rule escape =
        sequence(
            text("\\"),
            choice(
                bytes(
                    '"', '"', '\\', '\\', '/', '/', 'b', 'b', 'f', 'f', 'n', 'n', 'r', 'r', 't',
                    't'),
                sequence(text("u"), notSurrogate)));
    return choice(bytes(' ', '!', '#', '[', ']', 0x7F), Rules.beyondAscii(), escape);
  }

  private static Rule integer() {
    return sequence(
        optional(text("-")),
        choice(text("0"), sequence(bytes('1', '9'), repeat(DIGIT, 0, MOST_DIGITS - 1))));
  }

  private static Rule value() {
    Rule.Reference any = new Rule.Reference("any value");
    List<Rule> kinds =
        new ArrayList<>(
            List.of(map(any), list(any, 0, Repeat.UNBOUNDED), STRING, NUMBER, BOOLEAN, NULL));
    any.define(choice(kinds));
    return any;
  }
}
