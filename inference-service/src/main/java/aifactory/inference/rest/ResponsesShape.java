package aifactory.inference.rest;

import aifactory.inference.answer.Answered;
import aifactory.inference.answer.Citation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Dresses an answer as OpenAI's `response` object. What the client set is told back to it.
final class ResponsesShape {
  private final String suffix;
  private final long created;
  private final String model;
  private final JsonBody asked;

  ResponsesShape(String suffix, long created, String model, JsonBody asked) {
    this.suffix = suffix;
    this.created = created;
    this.model = model;
    this.asked = asked;
  }

  String id() {
    return "resp_" + suffix;
  }

  String messageId() {
    return "msg_" + suffix;
  }

  /// The response before anything was made.
  Map<String, Object> begun() {
    return response("in_progress", List.of(), null);
  }

  /// The whole response.
  Map<String, Object> completed(String text, Answered answered) {
    boolean cut = answered.finishReason().equals("length");
    Map<String, Object> response =
        response(
            cut ? "incomplete" : "completed",
            List.of(message("completed", List.of(part(text, answered.citations())))),
            usage(answered));
    response.put("incomplete_details", cut ? Map.of("reason", "max_output_tokens") : null);
    response.put("extractive", answered.extractive());
    return response;
  }

  /// The message that the answer is.
  Map<String, Object> message(String status, List<Object> content) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", messageId());
    message.put("type", "message");
    message.put("status", status);
    message.put("role", "assistant");
    message.put("content", content);
    return message;
  }

  /// Its text, with where it comes from.
  static Map<String, Object> part(String text, List<Citation> citations) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", "output_text");
    part.put("text", text);
    part.put(
        "annotations",
        citations.stream()
            .map(citation ->
                Map.of(
                    "type", "url_citation",
                    "start_index", 0,
                    "end_index", text.length(),
                    "url", citation.url(),
                    "title", citation.title()))
            .toList());
    part.put("logprobs", List.of());
    return part;
  }

  private Map<String, Object> response(String status, List<Object> output, @Nullable Object usage) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("id", id());
    response.put("object", "response");
    response.put("created_at", created);
    response.put("status", status);
    response.put("background", false);
    response.put("error", null);
    response.put("incomplete_details", null);
    response.put("instructions", asked.text("instructions"));
    response.put("max_output_tokens", asked.field("max_output_tokens"));
    response.put("model", model);
    response.put("output", output);
    response.put("parallel_tool_calls", true);
    response.put("previous_response_id", null);
    response.put("store", false);
    response.put("temperature", asked.number("temperature", 0, 2, 1));
    response.put("text", Map.of("format", Map.of("type", "text")));
    response.put("tool_choice", "auto");
    response.put("tools", List.of());
    response.put("top_p", asked.number("top_p", 0, 1, 1));
    response.put("truncation", "disabled");
    response.put("usage", usage);
    response.put("metadata", Map.of());
    return response;
  }

  private static Map<String, Object> usage(Answered answered) {
    return Map.of(
        "input_tokens", answered.promptTokens(),
        "input_tokens_details", Map.of("cached_tokens", answered.cachedTokens()),
        "output_tokens", answered.completionTokens(),
        "output_tokens_details", Map.of("reasoning_tokens", 0),
        "total_tokens", answered.promptTokens() + answered.completionTokens());
  }
}
