package aifactory.inference.constrain;

import aifactory.inference.constrain.Characters.Spelling;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/// The form that was asked for, ready to be kept. Immutable; each text or set of texts gets a
/// [Grammar] of its own.
///
/// @param rule every text it has is whole at some point
public record OutputForm(Rule rule) {

  public OutputForm {
    Productive.require(rule);
  }

  /// Any object of JSON.
  public static OutputForm jsonObject() {
    return new OutputForm(JsonRules.OBJECT);
  }

  /// Texts that are valid by a JSON Schema.
  ///
  /// @throws FormRefusedException naming what cannot be kept
  public static OutputForm jsonSchema(JsonNode schema) {
    return new OutputForm(JsonSchemaRules.of(schema));
  }

  /// Texts that match a regular expression as a whole.
  ///
  /// @throws FormRefusedException naming what cannot be kept
  public static OutputForm regex(String expression) {
    return new OutputForm(RegexRules.whole(expression, Spelling.PLAIN));
  }

  /// A call of a function that the model may ask for.
  ///
  /// @param parameters JSON Schema of its arguments
  public record Function(String name, JsonNode parameters) {}

  /// `{"name":…,"arguments":…}` of one of these functions.
  ///
  /// @throws FormRefusedException naming what cannot be kept
  public static OutputForm call(List<Function> functions) {
    return new OutputForm(Rules.choice(calls(functions)));
  }

  /// The same, or a text that does not begin like one.
  ///
  /// @throws FormRefusedException naming what cannot be kept
  public static OutputForm callOrText(List<Function> functions) {
    Rule first = Rules.choice(Rules.bytes(0, '{' - 1, '|', 0x7F), Rules.beyondAscii());
    Rule text = Rules.sequence(first, Rules.repeat(Rules.anyCharacter(), 0, Rule.Repeat.UNBOUNDED));
    return new OutputForm(Rules.choice(Rules.choice(calls(functions)), text));
  }

  private static List<Rule> calls(List<Function> functions) {
    return functions.stream()
        .map(function ->
            Rules.sequence(
                Rules.text("{\"name\":"),
                JsonRules.literal(TextNode.valueOf(function.name())),
                Rules.text(",\"arguments\":"),
                JsonSchemaRules.of(function.parameters()),
                Rules.text("}")))
        .toList();
  }
}
