package aifactory.inference.rest;

import aifactory.inference.answer.Answer;
import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.AnswerRequest.Prompt;
import aifactory.inference.answer.Answered;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ollama's `/api/chat`, and its `/api/generate` behind the reference system's: lines of JSON
/// unless `"stream": false`.
@Path("/api/chat")
@Consumes(MediaType.WILDCARD)
@RunOnVirtualThread
public class OllamaResource {
  private final Serving serving;
  private final ObjectMapper json;
  private final InstantSource clock;

  public OllamaResource(Serving serving, ObjectMapper json, InstantSource clock) {
    this.serving = serving;
    this.json = json;
    this.clock = clock;
  }

  @POST
  @Produces({MediaType.APPLICATION_JSON, "application/x-ndjson"})
  public Response chat(byte @Nullable [] bytes, @Context HttpServerRequest http) {
    JsonBody body = JsonBody.parse(bytes);
    Prompt prompt = new Prompt.Dialogue(OpenAiRequests.turns(body));
    return respond(body, OllamaRequests.of(body, prompt, Client.of(http)), true, http);
  }

  /// @param chat whose form the answer has
  Response respond(JsonBody body, AnswerRequest request, boolean chat, HttpServerRequest http) {
    Boolean streamed = body.flag("stream");
    Answer answer = serving.prepare(request);
    String model = String.valueOf(request.model() == null ? answer.bundleId() : request.model());
    OllamaShape shape = new OllamaShape(chat, model, clock);
    return streamed == null || streamed
        ? streamed(answer, shape, http)
        : whole(answer, shape, http);
  }

  private Response whole(Answer answer, OllamaShape shape, HttpServerRequest http) {
    CollectedText text = new CollectedText(http.response()::closed);
    Answered answered = run(answer, shape, List.of(text)).getFirst();
    return Response.ok(shape.end(text.text(), answered), MediaType.APPLICATION_JSON).build();
  }

  private Response streamed(Answer answer, OllamaShape shape, HttpServerRequest http) {
    StreamingOutput output =
        out -> {
          EventStream lines = new EventStream(out, http.response(), json);
          StreamedText text =
              new StreamedText(lines, (piece, _, _) -> lines.line(shape.piece(piece)));
          lines.line(shape.end("", run(answer, shape, List.of(text)).getFirst()));
        };
    return Response.ok(output, "application/x-ndjson").build();
  }

  private List<Answered> run(
      Answer answer,
      OllamaShape shape,
      List<? extends aifactory.inference.generate.TextSink> sinks) {
    String endpoint = shape.chat() ? "/api/chat" : "/api/generate";
    return serving.run(answer, endpoint, "ollama-" + UUID.randomUUID(), sinks);
  }
}
