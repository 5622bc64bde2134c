package aifactory.inference.constrain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The types of JSON Schema.
final class JsonType {
  private static final Set<String> ALL =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");

  private JsonType() {}

  /// Types of a value: a whole number has two.
  static List<String> of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> List.of("object");
      case ARRAY -> List.of("array");
      case STRING -> List.of("string");
      case BOOLEAN -> List.of("boolean");
      case NUMBER ->
          value.decimalValue().stripTrailingZeros().scale() <= 0
              ? List.of("number", "integer")
              : List.of("number");
      default -> List.of("null");
    };
  }

  /// What the keyword `type` names, in its order; empty = it is not there.
  static Set<String> named(JsonNode schema, String at) {
    JsonNode type = schema.path("type");
    Set<String> named = new LinkedHashSet<>();
    if (type.isTextual()) {
      named.add(type.textValue());
    }
    type.forEach(each -> named.add(each.asText()));
    boolean there = schema.has("type");
    if (!ALL.containsAll(named) || there && named.isEmpty()) {
      throw new FormRefusedException(at + "/type", "must name types of JSON");
    }
    return named;
  }

  /// Types that the schema says something about, where it names none: others would be valid too,
  /// but are not what is meant.
  static Set<String> meantBy(
      JsonNode schema,
      Set<String> ofObjects,
      Set<String> ofArrays,
      Set<String> ofStrings,
      Set<String> ofNumbers) {
    Set<String> meant = new LinkedHashSet<>();
    add("object", schema, ofObjects, meant);
    add("array", schema, ofArrays, meant);
    add("string", schema, ofStrings, meant);
    add("number", schema, ofNumbers, meant);
    return meant;
  }

  private static void add(String type, JsonNode schema, Set<String> keywords, Set<String> meant) {
    if (keywords.stream().anyMatch(schema::has)) {
      meant.add(type);
    }
  }
}
