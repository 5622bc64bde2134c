package aifactory.inference.rest;

import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A request's JSON object, read field by field, so that every mistake names its field. An explicit
/// null counts as absent, as OpenAI's clients send it.
final class JsonBody {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final ObjectNode fields;

  private JsonBody(ObjectNode fields) {
    this.fields = fields;
  }

  /// @throws RequestRefusedException when the bytes are not a JSON object
  static JsonBody parse(byte @Nullable [] bytes) {
    try {
      JsonNode read = bytes == null ? null : MAPPER.readTree(bytes);
      if (read instanceof ObjectNode object) {
        return new JsonBody(object);
      }
    } catch (IOException e) {
      throw new RequestRefusedException(
          Reason.MALFORMED_JSON, null, "the body is not JSON"); // its own message quotes the body
    }
    throw new RequestRefusedException(
        Reason.MALFORMED_JSON, null, "the body must be a JSON object");
  }

  @Nullable JsonNode field(String name) {
    JsonNode value = fields.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /// An object in a field; without the field an empty one.
  JsonBody inner(String name) {
    JsonNode value = field(name);
    if (value == null) {
      return new JsonBody(MAPPER.createObjectNode());
    }
    if (value instanceof ObjectNode object) {
      return new JsonBody(object);
    }
    throw wrong(name, "must be an object");
  }

  @Nullable String text(String name) {
    JsonNode value = field(name);
    if (value != null && !value.isTextual()) {
      throw wrong(name, "must be a string");
    }
    return value == null ? null : value.textValue();
  }

  @Nullable Boolean flag(String name) {
    JsonNode value = field(name);
    if (value != null && !value.isBoolean()) {
      throw wrong(name, "must be true or false");
    }
    return value == null ? null : value.booleanValue();
  }

  OptionalInt integer(String name, int min, int max) {
    JsonNode value = field(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw wrong(name, "must be an integer from %d to %d".formatted(min, max));
    }
    if (value.intValue() < min || value.intValue() > max) {
      throw wrong(name, "must be from %d to %d, is %d".formatted(min, max, value.intValue()));
    }
    return OptionalInt.of(value.intValue());
  }

  OptionalLong seed() {
    JsonNode value = field("seed");
    if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw wrong("seed", "must be an integer");
    }
    return value == null ? OptionalLong.empty() : OptionalLong.of(value.longValue());
  }

  double number(String name, double min, double max, double otherwise) {
    JsonNode value = field(name);
    if (value == null) {
      return otherwise;
    }
    double given = value.doubleValue();
    if (!value.isNumber() || !(given >= min && given <= max)) { // also refuses NaN
      throw wrong(name, "must be a number from %s to %s".formatted(min, max));
    }
    return given;
  }

  /// A string or a list of strings.
  List<String> texts(String name, int most) {
    JsonNode value = field(name);
    if (value == null) {
      return List.of();
    }
    if (value.isTextual()) {
      return List.of(value.textValue());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : value) {
      if (!each.isTextual()) {
        throw wrong(name, "must be a string or a list of strings");
      }
      texts.add(each.textValue());
    }
    if (!value.isArray() || texts.size() > most) {
      throw wrong(name, "must be a string or a list of at most %d strings".formatted(most));
    }
    return texts;
  }

  /// Refuses a field that is known but not supported, unless it has the value that changes nothing.
  void unsupported(String name, String neutral) {
    JsonNode value = field(name);
    if (value != null && !value.toString().equals(neutral)) {
      throw new RequestRefusedException(
          Reason.UNSUPPORTED_VALUE,
          name,
          name + " is not supported (yet); only " + neutral + " is");
    }
  }

  static RequestRefusedException wrong(String name, String problem) {
    return new RequestRefusedException(Reason.INVALID_VALUE, name, name + " " + problem);
  }
}
