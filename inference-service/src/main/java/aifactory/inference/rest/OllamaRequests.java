package aifactory.inference.rest;

import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.AnswerRequest.Prompt;
import aifactory.inference.sample.SamplingSettings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads what Ollama's clients send; names and defaults are Ollama's.
final class OllamaRequests {
  private static final String LATEST = ":latest";

  /// Fields that only Ollama's `/api/generate` has.
  private static final List<String> OWN =
      List.of("options", "stream", "raw", "keep_alive", "system", "template", "context", "format");

  private OllamaRequests() {}

  /// Whether a body of `/api/generate` is Ollama's and not the reference system's.
  static boolean isOllama(JsonBody body) {
    return OWN.stream().anyMatch(name -> body.field(name) != null);
  }

  static AnswerRequest of(JsonBody body, Prompt prompt, String client) {
    JsonBody options = body.inner("options");
    return new AnswerRequest(
        prompt,
        model(body.text("model")),
        limit(options),
        options.texts("stop", 16),
        sampling(options),
        body.flag("rag"),
        body.flag("extractive"),
        1,
        -1,
        OutputForms.ofOllama(body),
        client);
  }

  /// `name:latest` is what Ollama makes of `name`.
  static @Nullable String model(@Nullable String asked) {
    return asked != null && asked.endsWith(LATEST)
        ? asked.substring(0, asked.length() - LATEST.length())
        : asked;
  }

  /// −1 = as long as it goes on.
  private static OptionalInt limit(JsonBody options) {
    OptionalInt wanted = options.integer("num_predict", -2, Integer.MAX_VALUE);
    return wanted.isPresent() && wanted.getAsInt() > 0 ? wanted : OptionalInt.empty();
  }

  private static SamplingSettings sampling(JsonBody options) {
    return new SamplingSettings(
        options.number("temperature", 0, 2, 0.8),
        options.integer("top_k", 0, Integer.MAX_VALUE).orElse(40),
        options.number("top_p", Double.MIN_VALUE, 1, 0.9),
        options.number("min_p", 0, 1, 0),
        options.number("repeat_penalty", 0.01, 10, 1.1),
        options.number("presence_penalty", -2, 2, 0),
        options.number("frequency_penalty", -2, 2, 0),
        Map.of(),
        options.seed());
  }
}
