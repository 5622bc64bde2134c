package aifactory.inference.constrain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The schemas of a `oneOf`: a value must fit one and no other. That is kept where they exclude one
/// another by themselves: by their types, by their values, or by a required property with another
/// value in each.
record Alternatives(List<JsonNode> schemas, String at) {
  /// @throws FormRefusedException when a value might fit two
  void requireDisjoint() {
    for (int i = 0; i < schemas.size(); i++) {
      for (int j = i + 1; j < schemas.size(); j++) {
        if (!disjoint(schemas.get(i), schemas.get(j))) {
          throw new FormRefusedException(
              at, "a value might fit both %d and %d: use anyOf".formatted(i, j));
        }
      }
    }
  }

  private boolean disjoint(JsonNode one, JsonNode other) {
    Set<String> types = new HashSet<>(types(one));
    Set<String> others = types(other);
    if (types.isEmpty() || others.isEmpty()) {
      return false;
    }
    types.retainAll(others);
    return types.isEmpty()
        || apart(values(one), values(other))
        || types.equals(Set.of("object")) && toldApart(one, other);
  }

  private Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>(JsonType.named(schema, at));
    if (types.isEmpty()) {
      values(schema).forEach(value -> types.addAll(JsonType.of(value)));
    }
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static Set<JsonNode> values(JsonNode schema) {
    Set<JsonNode> values = new HashSet<>();
    if (schema.has("const")) {
      values.add(schema.get("const"));
    }
    schema.path("enum").forEach(values::add);
    return values;
  }

  private static boolean apart(Set<JsonNode> values, Set<JsonNode> others) {
    return !values.isEmpty() && !others.isEmpty() && values.stream().noneMatch(others::contains);
  }

  private static boolean toldApart(JsonNode one, JsonNode other) {
    for (JsonNode name : one.path("required")) {
      JsonNode here = one.path("properties").path(name.asText());
      JsonNode there = other.path("properties").path(name.asText());
      boolean both = other.path("required").valueStream().anyMatch(name::equals);
      if (both && apart(values(here), values(there))) {
        return true;
      }
    }
    return false;
  }
}
