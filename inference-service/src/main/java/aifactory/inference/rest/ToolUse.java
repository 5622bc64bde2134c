package aifactory.inference.rest;

import aifactory.inference.chat.Turn;
import aifactory.inference.constrain.OutputForm;
import aifactory.inference.constrain.OutputForm.Function;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions that the client lets the model call. A call is written as one JSON object; whether the
/// model calls or speaks shows in its first character, and a call can have no other form.
///
/// @param functions those that may be called
/// @param mustCall whether a text instead of a call is not wanted
record ToolUse(List<Function> functions, boolean mustCall) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_TOOLS = 128;

  /// What `tools` and `tool_choice` ask for; null = nothing is to be called.
  static @Nullable ToolUse of(JsonBody body) {
    JsonNode tools = body.field("tools");
    JsonNode choice = body.field("tool_choice");
    String how = choice == null ? "auto" : choice.asText();
    if (tools == null || tools.isEmpty() || how.equals("none")) {
      return null;
    }
    if (body.field("response_format") != null) {
      throw JsonBody.wrong("response_format", "cannot be kept beside tools");
    }
    List<Function> functions = functions(tools);
    if (choice != null && choice.isObject()) {
      String named = choice.path("function").path("name").asText();
      List<Function> one = functions.stream().filter(each -> each.name().equals(named)).toList();
      if (one.isEmpty()) {
        throw JsonBody.wrong("tool_choice", "names none of the tools");
      }
      return new ToolUse(one, true);
    }
    if (!how.equals("auto") && !how.equals("required")) {
      throw JsonBody.wrong("tool_choice", "must be none, auto, required or name a function");
    }
    return new ToolUse(functions, how.equals("required"));
  }

  private static List<Function> functions(JsonNode tools) {
    List<Function> functions = new ArrayList<>();
    for (JsonNode tool : tools) {
      JsonNode function = tool.path("function");
      if (!tool.path("type").asText().equals("function") || !function.path("name").isTextual()) {
        throw JsonBody.wrong("tools", "must be functions with names");
      }
      JsonNode parameters = function.path("parameters");
      functions.add(
          new Function(
              function.path("name").textValue(),
              parameters.isObject() ? parameters : noParameters()));
    }
    if (!tools.isArray() || functions.size() > MOST_TOOLS) {
      throw JsonBody.wrong("tools", "must be a list of at most %d".formatted(MOST_TOOLS));
    }
    return functions;
  }

  private static ObjectNode noParameters() {
    return JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
  }

  OutputForm form() {
    return OutputForms.kept(
        "tools", () -> mustCall ? OutputForm.call(functions) : OutputForm.callOrText(functions));
  }

  /// What the model is told of them, before the conversation.
  Turn instruction() {
    StringBuilder text = new StringBuilder("You can call these functions:");
    for (Function function : functions) {
      text.append("\n- ").append(function.name()).append(' ').append(function.parameters());
    }
    text.append("\nTo call one, answer with {\"name\":…,\"arguments\":…} and nothing else.");
    return new Turn(Turn.Role.SYSTEM, text.toString());
  }

  /// Whether a text that begins so is a call.
  static boolean beginsCall(String text) {
    return text.startsWith("{");
  }

  /// The call that a text is; null when it is none, or was cut off by the token limit.
  static OpenAiResponses.@Nullable ToolCall called(String text, String id) {
    if (!beginsCall(text)) {
      return null;
    }
    try {
      JsonNode call = JSON.readTree(text);
      return new OpenAiResponses.ToolCall(
          0,
          "call_" + id,
          "function",
          new OpenAiResponses.Called(
              call.path("name").asText(), call.path("arguments").toString()));
    } catch (java.io.IOException e) {
      return null;
    }
  }

  /// A call that the model made earlier, as a text of its own.
  static String spoken(JsonNode toolCalls) {
    StringBuilder text = new StringBuilder();
    for (JsonNode call : toolCalls) {
      JsonNode function = call.path("function");
      text.append(text.isEmpty() ? "" : "\n")
          .append("{\"name\":")
          .append(function.path("name"))
          .append(",\"arguments\":")
          .append(function.path("arguments").asText("{}"))
          .append('}');
    }
    return text.toString();
  }
}
