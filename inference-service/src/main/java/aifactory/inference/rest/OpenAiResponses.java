package aifactory.inference.rest;

import aifactory.inference.answer.Answered;
import aifactory.inference.answer.Citation;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What OpenAI's clients expect, with `citations` and `extractive` beside it.
final class OpenAiResponses {
  private OpenAiResponses() {}

  /// @param systemFingerprint bundle that answered
  @JsonInclude(Include.NON_NULL)
  record Completion(
      String id,
      String object,
      long created,
      @Nullable String model,
      @JsonProperty("system_fingerprint") @Nullable String systemFingerprint,
      List<Choice> choices,
      @Nullable Usage usage,
      @Nullable List<Citation> citations,
      @Nullable Boolean extractive) {}

  /// One of message, delta, text.
  record Choice(
      int index,
      @JsonInclude(Include.NON_NULL) @Nullable Message message,
      @JsonInclude(Include.NON_NULL) @Nullable Message delta,
      @JsonInclude(Include.NON_NULL) @Nullable String text,
      @Nullable Object logprobs,
      @JsonProperty("finish_reason") @Nullable String finishReason) {}

  @JsonInclude(Include.NON_NULL)
  record Message(
      @Nullable String role,
      @Nullable String content,
      @JsonProperty("tool_calls") @Nullable List<ToolCall> toolCalls) {
    static Message of(@Nullable String role, @Nullable String content) {
      return new Message(role, content, null);
    }
  }

  /// A function that the client is to call.
  record ToolCall(int index, String id, String type, Called function) {}

  /// @param arguments JSON as a text
  record Called(String name, String arguments) {}

  /// @param details of the prompt
  record Usage(
      @JsonProperty("prompt_tokens") int promptTokens,
      @JsonProperty("completion_tokens") int completionTokens,
      @JsonProperty("total_tokens") int totalTokens,
      @JsonProperty("prompt_tokens_details") PromptDetails details) {
    /// Of one answer in several choices: the prompt counts once.
    static Usage of(List<Answered> choices) {
      int prompt = choices.getFirst().promptTokens();
      int completion = choices.stream().mapToInt(Answered::completionTokens).sum();
      int cached = choices.getFirst().cachedTokens();
      return new Usage(prompt, completion, prompt + completion, new PromptDetails(cached));
    }
  }

  /// @param cachedTokens of the prompt, not computed again
  record PromptDetails(@JsonProperty("cached_tokens") int cachedTokens) {}
}
