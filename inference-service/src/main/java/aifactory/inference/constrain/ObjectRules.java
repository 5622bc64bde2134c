package aifactory.inference.constrain;

import static aifactory.inference.constrain.Rules.choice;
import static aifactory.inference.constrain.Rules.optional;
import static aifactory.inference.constrain.Rules.sequence;
import static aifactory.inference.constrain.Rules.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Objects of a schema: its properties in its order, those that are not required left out or not.
/// Where it names none, any properties.
record ObjectRules(JsonNode schema, String at) {
  private record Member(Rule rule, boolean required) {}

  /// @param rules rule of a schema at a place
  Rule rule(BiFunction<JsonNode, String, Rule> rules) {
    List<Member> members = members(rules);
    JsonNode others = others();
    if (members.isEmpty()) {
      boolean closed = isFalse(others) || !schema.path("properties").isEmpty();
      return closed ? text("{}") : JsonRules.map(rules.apply(others, at + "/additionalProperties"));
    }
    Rule after = Rules.EMPTY; // what may follow once a member is written
    Rule begin = Rules.EMPTY; // what may follow when none is
    for (Member member : members.reversed()) {
      Rule next = sequence(JsonRules.COMMA, member.rule());
      Rule first = sequence(member.rule(), after);
      begin = member.required() ? first : choice(first, begin);
      after = sequence(member.required() ? next : optional(next), after);
    }
    return sequence(text("{"), begin, text("}"));
  }

  private List<Member> members(BiFunction<JsonNode, String, Rule> rules) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(each -> properties.put(each.getKey(), each.getValue()));
    required.forEach(name -> properties.putIfAbsent(name, others()));
    List<Member> members = new ArrayList<>();
    properties.forEach((name, value) -> {
      boolean needed = required.contains(name);
      if (!isFalse(value)) {
        Rule content = rules.apply(value, at + "/properties/" + name);
        Rule member = sequence(JsonRules.literal(TextNode.valueOf(name)), JsonRules.COLON, content);
        members.add(new Member(member, needed));
      } else if (needed) {
        throw new FormRefusedException(at, "the property " + name + " is required and forbidden");
      }
    });
    return members;
  }

  private JsonNode others() {
    return schema.has("additionalProperties")
        ? schema.get("additionalProperties")
        : BooleanNode.TRUE;
  }

  private static boolean isFalse(JsonNode schema) {
    return schema.isBoolean() && !schema.booleanValue();
  }
}
