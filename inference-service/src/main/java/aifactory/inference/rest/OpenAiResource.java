package aifactory.inference.rest;

import aifactory.inference.answer.Answer;
import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.Answered;
import aifactory.inference.generate.TextSink;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/chat/completions` and `/v1/completions`, whole or streamed.
@Path("/v1")
@Consumes(MediaType.WILDCARD)
@Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
@RunOnVirtualThread
public class OpenAiResource {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAiResource.class);

  private final Serving serving;
  private final ObjectMapper json;
  private final InstantSource clock;

  public OpenAiResource(Serving serving, ObjectMapper json, InstantSource clock) {
    this.serving = serving;
    this.json = json;
    this.clock = clock;
  }

  @POST
  @Path("/chat/completions")
  public Response chat(byte @Nullable [] bytes, @Context HttpServerResponse connection) {
    JsonBody body = JsonBody.parse(bytes);
    return respond(body, OpenAiRequests.chat(body), true, connection);
  }

  @POST
  @Path("/completions")
  public Response completion(byte @Nullable [] bytes, @Context HttpServerResponse connection) {
    JsonBody body = JsonBody.parse(bytes);
    return respond(body, OpenAiRequests.completion(body), false, connection);
  }

  private Response respond(
      JsonBody body, AnswerRequest request, boolean chat, HttpServerResponse connection) {
    boolean streamed = Boolean.TRUE.equals(body.flag("stream"));
    boolean usage = includesUsage(body);
    Answer answer = serving.prepare(request);
    String model = request.model() == null ? answer.bundleId() : request.model();
    String id = (chat ? "chatcmpl-" : "cmpl-") + UUID.randomUUID();
    OpenAiShape shape =
        new OpenAiShape(chat, id, clock.instant().getEpochSecond(), model, answer.bundleId());
    return streamed ? streamed(answer, shape, usage, connection) : whole(answer, shape, connection);
  }

  private static boolean includesUsage(JsonBody body) {
    JsonNode options = body.field("stream_options");
    return options != null && options.path("include_usage").asBoolean();
  }

  private Response whole(Answer answer, OpenAiShape shape, HttpServerResponse connection) {
    CollectedText text = new CollectedText(connection);
    Answered answered = serving.run(answer, endpoint(shape), shape.id(), text);
    return Response.ok(shape.whole(text.text(), answered), MediaType.APPLICATION_JSON).build();
  }

  private Response streamed(
      Answer answer, OpenAiShape shape, boolean usage, HttpServerResponse connection) {
    StreamingOutput output =
        out -> stream(answer, shape, usage, new EventStream(out, connection, json));
    return Response.ok(output, MediaType.SERVER_SENT_EVENTS)
        .header("Cache-Control", "no-cache")
        .header("X-Accel-Buffering", "no")
        .build();
  }

  private void stream(Answer answer, OpenAiShape shape, boolean usage, EventStream events) {
    if (shape.chat()) {
      events.send(shape.opening());
    }
    TextSink sink =
        new TextSink() {
          @Override
          public void emit(String piece) {
            events.send(shape.piece(piece));
          }

          @Override
          public boolean isCancelled() {
            return events.isBroken();
          }
        };
    try {
      Answered answered = serving.run(answer, endpoint(shape), shape.id(), sink);
      events.send(shape.closing(answered));
      if (usage) {
        events.send(shape.usage(answered));
      }
    } catch (RuntimeException e) {
      LOG.error("streamed answer failed requestId={}", shape.id(), e);
      events.send(Refusals.failure()); // the status line is long gone
    }
    events.done();
  }

  private static String endpoint(OpenAiShape shape) {
    return shape.chat() ? "/v1/chat/completions" : "/v1/completions";
  }
}
