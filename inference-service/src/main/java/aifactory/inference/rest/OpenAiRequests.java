package aifactory.inference.rest;

import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.AnswerRequest.Prompt;
import aifactory.inference.chat.Turn;
import aifactory.inference.chat.Turn.Role;
import aifactory.inference.constrain.OutputForm;
import aifactory.inference.sample.SamplingSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads what OpenAI's clients send, plus our extensions `top_k`, `min_p`, `repetition_penalty`,
/// `rag`, `extractive` and the form `regex`.
final class OpenAiRequests {
  private static final int MAX_STOPS = 4;
  private static final int MAX_ALTERNATIVES = 20;
  private static final int MAX_CHOICES = 8;
  private static final double MAX_BIAS = 100;

  private OpenAiRequests() {}

  static AnswerRequest chat(JsonBody body, String client) {
    body.unsupported("functions", "[]");
    ToolUse tools = ToolUse.of(body);
    OptionalInt limit = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
    boolean scored = Boolean.TRUE.equals(body.flag("logprobs"));
    OptionalInt alternatives = body.integer("top_logprobs", 0, MAX_ALTERNATIVES);
    if (!scored && alternatives.isPresent()) {
      throw JsonBody.wrong("top_logprobs", "needs logprobs to be true");
    }
    return request(
        body,
        new Prompt.Dialogue(turns(body, tools)),
        limit.isPresent() ? limit : body.integer("max_tokens", 1, Integer.MAX_VALUE),
        body.flag("rag"),
        scored ? alternatives.orElse(0) : -1,
        tools == null ? OutputForms.ofOpenAi(body) : tools.form(),
        client);
  }

  static AnswerRequest completion(JsonBody body, String client) {
    body.unsupported("best_of", "1");
    body.unsupported("echo", "false");
    body.unsupported("suffix", "\"\"");
    Boolean retrieval = body.flag("rag");
    OptionalInt limit = body.integer("max_tokens", 1, Integer.MAX_VALUE);
    return request(
        body,
        prompt(body),
        limit.isPresent() ? limit : OptionalInt.of(16), // OpenAI's default for this endpoint
        retrieval != null && retrieval, // a bare continuation unless asked
        body.integer("logprobs", 0, MAX_ALTERNATIVES).orElse(-1),
        OutputForms.ofOpenAi(body),
        client);
  }

  private static AnswerRequest request(
      JsonBody body,
      Prompt prompt,
      OptionalInt limit,
      @Nullable Boolean retrieval,
      int scoresPerToken,
      @Nullable OutputForm form,
      String client) {
    return new AnswerRequest(
        prompt,
        body.text("model"),
        limit,
        body.texts("stop", MAX_STOPS),
        sampling(body),
        retrieval,
        body.flag("extractive"),
        body.integer("n", 1, MAX_CHOICES).orElse(1),
        scoresPerToken,
        form,
        client);
  }

  static SamplingSettings sampling(JsonBody body) {
    return new SamplingSettings(
        body.number("temperature", 0, 2, 1),
        body.integer("top_k", 0, Integer.MAX_VALUE).orElse(0),
        body.number("top_p", Double.MIN_VALUE, 1, 1),
        body.number("min_p", 0, 1, 0),
        body.number("repetition_penalty", 0.01, 10, 1),
        body.number("presence_penalty", -2, 2, 0),
        body.number("frequency_penalty", -2, 2, 0),
        logitBias(body),
        body.seed());
  }

  private static Map<Integer, Double> logitBias(JsonBody body) {
    JsonNode given = body.field("logit_bias");
    if (given == null) {
      return Map.of();
    }
    Map<Integer, Double> bias = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      double value = entry.getValue().doubleValue();
      boolean sound = entry.getValue().isNumber() && Math.abs(value) <= MAX_BIAS;
      if (!sound || !entry.getKey().matches("\\d{1,9}")) {
        throw JsonBody.wrong("logit_bias", "must map token numbers to numbers from -100 to 100");
      }
      bias.put(Integer.valueOf(entry.getKey()), value);
    }
    if (!given.isObject()) {
      throw JsonBody.wrong("logit_bias", "must be an object");
    }
    return bias;
  }

  private static List<Turn> turns(JsonBody body, @Nullable ToolUse tools) {
    List<Turn> turns = turns(body);
    if (tools != null) {
      turns.addFirst(tools.instruction());
    }
    return turns;
  }

  static List<Turn> turns(JsonBody body) {
    JsonNode messages = body.field("messages");
    if (messages == null || !messages.isArray() || messages.isEmpty()) {
      throw JsonBody.wrong("messages", "must be a list of at least one message");
    }
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      turns.add(turn(messages.get(i), "messages[%d]".formatted(i)));
    }
    return turns;
  }

  /// @param at the message's name, for refusals
  static Turn turn(JsonNode message, String at) {
    return new Turn(role(message.path("role"), at), content(message, at));
  }

  private static Role role(JsonNode role, String at) {
    return switch (role.asText()) {
      case "system", "developer" -> Role.SYSTEM;
      case "user", "tool" -> Role.USER; // what a function answered, the model hears from the user
      case "assistant" -> Role.ASSISTANT;
      default -> throw JsonBody.wrong(at + ".role", "must be system, user, assistant or tool");
    };
  }

  /// A string, or a list of text parts.
  private static String content(JsonNode message, String at) {
    JsonNode content = message.path("content");
    if (!message.path("tool_calls").isEmpty()) {
      return ToolUse.spoken(message.path("tool_calls"));
    }
    if (content.isTextual()) {
      return content.textValue();
    }
    StringBuilder joined = new StringBuilder();
    for (JsonNode part : content) {
      if (!part.path("text").isTextual()) {
        throw JsonBody.wrong(at + ".content", "may hold text parts only");
      }
      joined.append(part.path("text").textValue());
    }
    if (!content.isArray()) {
      throw JsonBody.wrong(at + ".content", "must be a string or a list of text parts");
    }
    return joined.toString();
  }

  /// A string, a list of one string, or a list of tokens.
  private static Prompt prompt(JsonBody body) {
    JsonNode prompt = body.field("prompt");
    if (prompt != null && prompt.isArray() && prompt.size() == 1 && prompt.get(0).isTextual()) {
      prompt = prompt.get(0);
    }
    if (prompt != null && prompt.isTextual()) {
      return new Prompt.Text(prompt.textValue());
    }
    if (prompt == null || !prompt.isArray() || prompt.isEmpty()) {
      throw JsonBody.wrong("prompt", "must be a string or a list of tokens");
    }
    int[] ids = new int[prompt.size()];
    for (int i = 0; i < ids.length; i++) {
      if (!prompt.get(i).isIntegralNumber() || !prompt.get(i).canConvertToInt()) {
        throw JsonBody.wrong("prompt", "must be one string or one list of tokens");
      }
      ids[i] = prompt.get(i).intValue();
    }
    return new Prompt.Tokens(ids);
  }
}
