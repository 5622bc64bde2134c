package aifactory.preprocess.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Fields of a question, or a complaint that names the field.
final class Asked {
  private Asked() {}

  static String text(JsonNode asked, String field) {
    return optional(asked, field)
        .orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
  }

  static Optional<String> optional(JsonNode asked, String field) {
    JsonNode value = asked.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " must be a string, not " + value.getNodeType());
    }
    return Optional.of(value.textValue());
  }

  /// A field that is true or false; nothing else is taken for either.
  static boolean truth(JsonNode asked, String field, boolean otherwise) {
    JsonNode value = asked.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(
          field + " must be true or false, not " + value.getNodeType());
    }
    return value.booleanValue();
  }

  /// A field as text, or the field with `_base64` after its name as bytes.
  static byte[] bytes(JsonNode asked, String field) {
    Optional<String> plain = optional(asked, field);
    if (plain.isPresent()) {
      return plain.get().getBytes(StandardCharsets.UTF_8);
    }
    String coded = field + "_base64";
    String written =
        optional(asked, coded)
            .orElseThrow(
                () -> new IllegalArgumentException(field + " or " + coded + " is missing"));
    try {
      return Base64.getDecoder().decode(written.replaceAll("\\s+", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(coded + ": " + e.getMessage(), e);
    }
  }
}
