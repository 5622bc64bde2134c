package aifactory.inference.rest;

import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.constrain.FormRefusedException;
import aifactory.inference.constrain.OutputForm;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the form that an output must have, as each kind of client writes it.
final class OutputForms {
  private OutputForms() {}

  /// `response_format` of chat completions: `text`, `json_object`, `json_schema`, and our extension
  /// `{"type":"regex","regex":…}`.
  static @Nullable OutputForm ofOpenAi(JsonBody body) {
    JsonNode format = body.field("response_format");
    if (format == null) {
      return null;
    }
    return switch (format.path("type").asText()) {
      case "text" -> null;
      case "json_object" -> OutputForm.jsonObject();
      case "json_schema" -> schema("response_format", format.path("json_schema").path("schema"));
      case "regex" -> regex(format.path("regex"));
      default ->
          throw JsonBody.wrong(
              "response_format", "must be of type text, json_object, json_schema or regex");
    };
  }

  /// `text.format` of responses.
  static @Nullable OutputForm ofResponses(JsonBody body) {
    JsonNode format = body.inner("text").field("format");
    if (format == null) {
      return null;
    }
    return switch (format.path("type").asText()) {
      case "text" -> null;
      case "json_object" -> OutputForm.jsonObject();
      case "json_schema" -> schema("text.format", format.path("schema"));
      default ->
          throw JsonBody.wrong("text.format", "must be of type text, json_object or json_schema");
    };
  }

  /// `format` of Ollama: `"json"` or a schema.
  static @Nullable OutputForm ofOllama(JsonBody body) {
    JsonNode format = body.field("format");
    if (format == null || format.isTextual() && format.textValue().isEmpty()) {
      return null;
    }
    if (format.isTextual() && format.textValue().equals("json")) {
      return OutputForm.jsonObject();
    }
    return schema("format", format);
  }

  private static OutputForm schema(String field, JsonNode schema) {
    if (!schema.isObject() && !schema.isBoolean()) {
      throw JsonBody.wrong(field, "must hold a JSON Schema");
    }
    return kept(field, () -> OutputForm.jsonSchema(schema));
  }

  private static OutputForm regex(JsonNode expression) {
    if (!expression.isTextual()) {
      throw JsonBody.wrong("response_format.regex", "must be a string");
    }
    return kept("response_format.regex", () -> OutputForm.regex(expression.textValue()));
  }

  /// What cannot be kept is the client's mistake, told with its field.
  static OutputForm kept(String field, Supplier<OutputForm> form) {
    try {
      return form.get();
    } catch (FormRefusedException e) {
      throw new RequestRefusedException(
          Reason.UNSUPPORTED_VALUE, field, String.valueOf(e.getMessage()));
    }
  }
}
