package aifactory.trainer.command;

import aifactory.contract.manifest.CanonicalJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// A question or answer of one line.
final class JsonLine {
  private JsonLine() {}

  static JsonNode read(String line) {
    JsonNode question = CanonicalJson.read(line, JsonNode.class);
    if (!question.isObject()) {
      throw new IllegalArgumentException("a line must be a JSON object");
    }
    return question;
  }

  static String text(JsonNode question, String field) {
    if (!question.has(field)) {
      throw new IllegalArgumentException(field + " is missing");
    }
    if (!question.get(field).isTextual()) {
      throw new IllegalArgumentException(field + " must be a text");
    }
    return question.get(field).asText();
  }

  static int[] ids(JsonNode question) {
    JsonNode ids = question.path("ids");
    boolean whole = ids.isArray();
    for (JsonNode id : ids) {
      whole &= id.canConvertToInt() && id.isIntegralNumber() && id.asInt() >= 0;
    }
    if (!whole) {
      throw new IllegalArgumentException("ids must be a list of whole numbers");
    }
    return ids.valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  static String error(RuntimeException reason) {
    return CanonicalJson.write(Map.of("error", String.valueOf(reason.getMessage())));
  }
}
