package aifactory.inference.rest;

import aifactory.inference.answer.Answered;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Dresses an answer as Ollama does.
final class OllamaShape {
  private final boolean chat;
  private final String model;
  private final InstantSource clock;
  private final long begun = System.nanoTime();

  OllamaShape(boolean chat, String model, InstantSource clock) {
    this.chat = chat;
    this.model = model;
    this.clock = clock;
  }

  boolean chat() {
    return chat;
  }

  Map<String, Object> piece(String text) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("model", model);
    line.put("created_at", clock.instant().toString());
    if (chat) {
      line.put("message", Map.of("role", "assistant", "content", text));
    } else {
      line.put("response", text);
    }
    line.put("done", false);
    return line;
  }

  /// The last line, or the only one.
  Map<String, Object> end(String text, Answered answered) {
    long total = System.nanoTime() - begun;
    Duration first = answered.toFirstToken();
    long prompt = first == null ? 0 : Math.min(total, first.toNanos());
    Map<String, Object> line = piece(text);
    line.put("done", true);
    line.put("done_reason", answered.finishReason());
    line.put("total_duration", total);
    line.put("load_duration", 0);
    line.put("prompt_eval_count", answered.promptTokens());
    line.put("prompt_eval_duration", prompt);
    line.put("eval_count", answered.completionTokens());
    line.put("eval_duration", total - prompt);
    line.put("citations", answered.citations());
    line.put("extractive", answered.extractive());
    return line;
  }
}
