package aifactory.crawler.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;

/// Fields of a question.
final class Asked {
  private Asked() {}

  static String text(JsonNode asked, String field) {
    return optional(asked, field)
        .orElseThrow(() -> new IllegalArgumentException("\"" + field + "\" is missing"));
  }

  static Optional<String> optional(JsonNode asked, String field) {
    JsonNode value = asked.get(field);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  static byte[] bytes(JsonNode asked, String field) {
    try {
      return Base64.getMimeDecoder().decode(text(asked, field));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"%s\": %s".formatted(field, e.getMessage()), e);
    }
  }
}
