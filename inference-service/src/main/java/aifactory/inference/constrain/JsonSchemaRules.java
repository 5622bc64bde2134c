package aifactory.inference.constrain;

import static aifactory.inference.constrain.Rules.choice;
import static aifactory.inference.constrain.Rules.text;

import aifactory.inference.constrain.Characters.Spelling;
import aifactory.inference.constrain.Rule.Reference;
import aifactory.inference.constrain.Rule.Repeat;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A JSON Schema (2020-12) as a rule: every text of the rule is valid, though not every valid text
/// is in it. Properties come in the order in which the schema names them; where it names some, no
/// others come. What cannot be kept is refused by name and place, never ignored; annotations and
/// unknown keywords say nothing, as the standard has it.
final class JsonSchemaRules {
  private static final int MOST_COUNTED = 100_000;
  private static final Set<String> OF_OBJECTS =
      Set.of("properties", "required", "additionalProperties");
  private static final Set<String> OF_ARRAYS =
      Set.of("items", "prefixItems", "minItems", "maxItems");
  private static final Set<String> OF_STRINGS = Set.of("minLength", "maxLength", "pattern");
  private static final Set<String> OF_NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
  // Lists where the order decides what a refusal names: the same in every run.
  private static final List<String> ALONE =
      List.of("$ref", "const", "enum", "anyOf", "oneOf", "allOf");
  private static final List<String> REFUSED =
      List.of(
          "not",
          "if",
          "then",
          "else",
          "patternProperties",
          "propertyNames",
          "minProperties",
          "maxProperties",
          "dependentRequired",
          "dependentSchemas",
          "dependencies",
          "unevaluatedProperties",
          "unevaluatedItems",
          "additionalItems",
          "contains",
          "minContains",
          "maxContains",
          "multipleOf",
          "$dynamicRef",
          "$recursiveRef");

  private final JsonNode root;
  private final Map<String, Reference> references = new HashMap<>();

  private JsonSchemaRules(JsonNode root) {
    this.root = root;
  }

  /// @throws FormRefusedException naming keyword and place
  static Rule of(JsonNode schema) {
    String dialect = schema.path("$schema").asText();
    if (!dialect.isEmpty() && !dialect.matches("https?://json-schema\\.org/.*")) {
      throw new FormRefusedException("#/$schema", "a dialect of its own is not supported");
    }
    return new JsonSchemaRules(schema).rule(schema, "#");
  }

  private Rule rule(JsonNode schema, String at) {
    if (schema.isBoolean() && schema.booleanValue()) {
      return JsonRules.VALUE;
    }
    if (!schema.isObject()) {
      throw new FormRefusedException(
          at, schema.isBoolean() ? "false allows nothing" : "a schema is an object or a boolean");
    }
    for (String keyword : REFUSED) {
      if (schema.has(keyword)) {
        throw new FormRefusedException(at, keyword + " is not supported");
      }
    }
    if (schema.path("uniqueItems").asBoolean()) {
      throw new FormRefusedException(at, "uniqueItems is not supported");
    }
    for (String keyword : ALONE) {
      if (schema.has(keyword)) {
        return alone(keyword, schema, at);
      }
    }
    return typed(schema, at);
  }

  /// A keyword that says everything; beside it only `type` is understood, and only for values.
  private Rule alone(String keyword, JsonNode schema, String at) {
    boolean values = keyword.equals("const") || keyword.equals("enum");
    for (String other : schema.properties().stream().map(Map.Entry::getKey).toList()) {
      boolean says =
          ALONE.contains(other)
              || OF_OBJECTS.contains(other)
              || OF_ARRAYS.contains(other)
              || OF_STRINGS.contains(other)
              || OF_NUMBERS.contains(other)
              || other.equals("type") && !values;
      if (says && !other.equals(keyword)) {
        throw new FormRefusedException(at, other + " beside " + keyword + " is not supported");
      }
    }
    JsonNode value = schema.get(keyword);
    String inside = at + "/" + keyword;
    return switch (keyword) {
      case "$ref" -> reference(value, inside);
      case "const" -> literals(List.of(value), schema, at);
      case "enum" -> literals(list(value, inside), schema, at);
      case "allOf" -> only(list(value, inside), inside);
      case "oneOf" -> {
        new Alternatives(list(value, inside), inside).requireDisjoint();
        yield any(list(value, inside), inside);
      }
      default -> any(list(value, inside), inside);
    };
  }

  private static List<JsonNode> list(JsonNode value, String at) {
    List<JsonNode> parts = new ArrayList<>();
    value.forEach(parts::add);
    if (!value.isArray() || parts.isEmpty()) {
      throw new FormRefusedException(at, "a list that is not empty is expected");
    }
    return parts;
  }

  private Rule any(List<JsonNode> schemas, String at) {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode schema : schemas) {
      rules.add(rule(schema, at + "/" + rules.size()));
    }
    return choice(rules);
  }

  private Rule only(List<JsonNode> schemas, String at) {
    if (schemas.size() > 1) {
      throw new FormRefusedException(at, "allOf of more than one schema is not supported");
    }
    return rule(schemas.getFirst(), at + "/0");
  }

  private static Rule literals(List<JsonNode> values, JsonNode schema, String at) {
    Set<String> types = JsonType.named(schema, at);
    List<Rule> rules =
        values.stream()
            .filter(
                value -> types.isEmpty() || JsonType.of(value).stream().anyMatch(types::contains))
            .map(JsonRules::literal)
            .toList();
    if (rules.isEmpty()) {
      throw new FormRefusedException(at, "none of the values is of its type");
    }
    return choice(rules);
  }

  private Rule reference(JsonNode value, String at) {
    String target = value.asText();
    if (!target.equals("#") && !target.startsWith("#/")) {
      throw new FormRefusedException(at, "only references inside the schema are supported");
    }
    if (root.findValues("$id").size() > (root.has("$id") ? 1 : 0)) {
      throw new FormRefusedException(at, "references beside an inner $id are not supported");
    }
    Reference known = references.get(target);
    if (known != null) {
      return known;
    }
    JsonNode found;
    try {
      String pointer = URLDecoder.decode(target.substring(1), StandardCharsets.UTF_8);
      found = root.at(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException e) {
      throw new FormRefusedException(at, target + " is no reference");
    }
    if (found.isMissingNode()) {
      throw new FormRefusedException(at, target + " is not in the schema");
    }
    Reference made = new Reference(target);
    references.put(target, made);
    made.define(rule(found, target));
    return made;
  }

  private Rule typed(JsonNode schema, String at) {
    Set<String> types = JsonType.named(schema, at);
    if (types.isEmpty()) {
      types = JsonType.meantBy(schema, OF_OBJECTS, OF_ARRAYS, OF_STRINGS, OF_NUMBERS);
    }
    if (types.isEmpty()) {
      return JsonRules.VALUE;
    }
    List<Rule> rules = new ArrayList<>();
    for (String type : types) {
      rules.add(
          switch (type) {
            case "object" -> new ObjectRules(schema, at).rule(this::rule);
            case "array" -> array(schema, at);
            case "string" -> string(schema, at);
            case "integer" -> NumberRules.integer(schema, at);
            case "number" -> NumberRules.number(schema, at);
            case "boolean" -> JsonRules.BOOLEAN;
            default -> JsonRules.NULL;
          });
    }
    return choice(rules);
  }

  private static Rule string(JsonNode schema, String at) {
    int min = count(schema, "minLength", 0, at);
    int max = count(schema, "maxLength", Repeat.UNBOUNDED, at);
    JsonNode pattern = schema.get("pattern");
    if (pattern == null) {
      requireOrder(min, max, at + "/maxLength");
      return JsonRules.string(min, max);
    }
    if (min > 0 || max != Repeat.UNBOUNDED) {
      throw new FormRefusedException(at, "pattern beside a length is not supported");
    }
    try {
      return JsonRules.quoted(RegexRules.within(pattern.asText(), Spelling.JSON));
    } catch (FormRefusedException e) {
      throw new FormRefusedException(at + "/pattern", String.valueOf(e.getMessage()));
    }
  }

  private Rule array(JsonNode schema, String at) {
    JsonNode items = schema.get("items");
    boolean closed = items != null && items.isBoolean() && !items.booleanValue();
    JsonNode first = schema.path("prefixItems");
    int min = count(schema, "minItems", 0, at);
    int max = count(schema, "maxItems", Repeat.UNBOUNDED, at);
    if (closed) {
      max = max == Repeat.UNBOUNDED ? first.size() : Math.min(max, first.size());
    }
    requireOrder(min, max, at + "/maxItems");
    Rule item = items == null || closed ? JsonRules.VALUE : rule(items, at + "/items");
    if (first.isEmpty()) {
      return JsonRules.list(item, min, max);
    }
    Rule rest = item;
    int place = first.size();
    int most = max == Repeat.UNBOUNDED ? max : Math.max(0, max - place);
    Rule after =
        Rules.repeat(Rules.sequence(JsonRules.COMMA, rest), Math.max(0, min - place), most);
    while (--place >= 0) {
      if (max != Repeat.UNBOUNDED && place >= max) {
        after = Rules.EMPTY;
        continue;
      }
      Rule one = rule(first.get(place), at + "/prefixItems/" + place);
      Rule here =
          place == 0 ? Rules.sequence(one, after) : Rules.sequence(JsonRules.COMMA, one, after);
      after = place >= min ? Rules.optional(here) : here;
    }
    return Rules.sequence(text("["), after, text("]"));
  }

  private static void requireOrder(int min, int max, String at) {
    if (max != Repeat.UNBOUNDED && max < min) {
      throw new FormRefusedException(at, "is smaller than the minimum: there is no such value");
    }
  }

  private static int count(JsonNode schema, String keyword, int otherwise, String at) {
    JsonNode value = schema.get(keyword);
    if (value == null) {
      return otherwise;
    }
    double count = value.doubleValue();
    if (!value.isNumber() || count < 0 || count > MOST_COUNTED || count != Math.rint(count)) {
      throw new FormRefusedException(
          at + "/" + keyword, "must be a whole number from 0 to " + MOST_COUNTED);
    }
    return (int) count;
  }
}
