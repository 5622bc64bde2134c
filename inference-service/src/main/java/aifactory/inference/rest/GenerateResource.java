package aifactory.inference.rest;

import aifactory.inference.answer.Answer;
import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.AnswerRequest.Prompt;
import aifactory.inference.answer.Answered;
import aifactory.inference.answer.Citation;
import aifactory.inference.sample.SamplingSettings;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// `/api/generate`, with the fields, limits and defaults of the reference system; a body with a
/// field that only Ollama has (such as `stream` or `options`) gets Ollama's answer.
@Path("/api/generate")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class GenerateResource {
  private static final int USUAL_TOKENS = 50;
  private static final SamplingSettings USUAL = SamplingSettings.REFERENCE;

  private final Serving serving;
  private final OllamaResource ollama;
  private final int maxTokens;

  public GenerateResource(
      Serving serving,
      OllamaResource ollama,
      @ConfigProperty(name = "inference.max-generate-tokens") int maxTokens) {
    this.serving = serving;
    this.ollama = ollama;
    this.maxTokens = maxTokens;
  }

  /// @param bundle bundle that answered; null = quoted without a model
  record Response(
      String status,
      String text,
      @Nullable String bundle,
      List<Citation> citations,
      boolean extractive,
      @JsonProperty("finish_reason") String finishReason,
      @JsonProperty("prompt_tokens") int promptTokens,
      @JsonProperty("completion_tokens") int completionTokens) {}

  @POST
  public jakarta.ws.rs.core.Response generate(
      byte @Nullable [] bytes, @Context HttpServerRequest http) {
    JsonBody body = JsonBody.parse(bytes);
    if (OllamaRequests.isOllama(body)) {
      return ollama.respond(body, ollamaRequest(body, Client.of(http)), false, http);
    }
    return jakarta.ws.rs.core.Response.ok(reference(body, http)).build();
  }

  private static AnswerRequest ollamaRequest(JsonBody body, String client) {
    String prompt = body.text("prompt");
    if (prompt == null || prompt.isEmpty()) {
      throw JsonBody.wrong("prompt", "is required");
    }
    String system = body.text("system");
    String whole = system == null ? prompt : system + "\n\n" + prompt;
    return OllamaRequests.of(body, new Prompt.Text(whole), client);
  }

  private Response reference(JsonBody body, HttpServerRequest http) {
    Answer answer = serving.prepare(request(body, Client.of(http)));
    CollectedText text = new CollectedText(http.response()::closed);
    String id = "gen-" + UUID.randomUUID();
    Answered answered = serving.run(answer, "/api/generate", id, List.of(text)).getFirst();
    return new Response(
        "success",
        text.text(),
        answer.bundleId(),
        answered.citations(),
        answered.extractive(),
        answered.finishReason(),
        answered.promptTokens(),
        answered.completionTokens());
  }

  private AnswerRequest request(JsonBody body, String client) {
    String prompt = body.text("prompt");
    if (prompt == null || prompt.isBlank()) {
      throw JsonBody.wrong("prompt", "is required");
    }
    int usual = Math.min(USUAL_TOKENS, maxTokens);
    int tokens = body.integer("max_tokens", 1, maxTokens).orElse(usual);
    SamplingSettings sampling =
        new SamplingSettings(
            body.number("temperature", 0, 2, USUAL.temperature()),
            body.integer("top_k", 1, 200).orElse(USUAL.topK()),
            body.number("top_p", 0.1, 1, USUAL.topP()),
            0,
            body.number("repetition_penalty", 1, 2, USUAL.repetitionPenalty()),
            0,
            0,
            Map.of(),
            body.seed());
    return new AnswerRequest(
        new Prompt.Text(prompt),
        body.text("model"),
        OptionalInt.of(tokens),
        body.texts("stop", 4),
        sampling,
        body.flag("rag"),
        body.flag("extractive"),
        1,
        -1,
        null,
        client);
  }
}
