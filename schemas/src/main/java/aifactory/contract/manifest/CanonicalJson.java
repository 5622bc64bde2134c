package aifactory.contract.manifest;

import aifactory.contract.id.Sha256;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// JSON in one spelling, so that a hash over it means something: object keys sorted, no white
/// space. Numbers are written as Java writes them, which equals RFC 8785 for integers and for the
/// decimal fractions that people type.
public final class CanonicalJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true).build();

  private CanonicalJson() {}

  /// The canonical text of a record, map, list or JSON tree.
  public static String write(Object value) {
    try {
      Object plain =
          value instanceof JsonNode node
              ? MAPPER.treeToValue(node, Object.class)
              : MAPPER.convertValue(value, Object.class);
      return MAPPER.writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not expressible as JSON: " + value.getClass(), e);
    }
  }

  /// SHA-256 of the canonical text, hex.
  public static String hash(Object value) {
    return Sha256.hex(write(value));
  }

  /// Reads JSON into a record or tree.
  ///
  /// @throws IllegalArgumentException naming what does not parse
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          type == JsonNode.class
              ? "not JSON: " + e.getOriginalMessage()
              : "not a %s in JSON: %s".formatted(type.getSimpleName(), e.getOriginalMessage()),
          e);
    }
  }
}
