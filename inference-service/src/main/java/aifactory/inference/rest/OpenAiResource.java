package aifactory.inference.rest;

import aifactory.inference.answer.Answer;
import aifactory.inference.answer.AnswerRequest;
import aifactory.inference.answer.Answered;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
  public Response chat(byte @Nullable [] bytes, @Context HttpServerRequest http) {
    JsonBody body = JsonBody.parse(bytes);
    return respond(body, OpenAiRequests.chat(body, Client.of(http)), true, http.response());
  }

  @POST
  @Path("/completions")
  public Response completion(byte @Nullable [] bytes, @Context HttpServerRequest http) {
    JsonBody body = JsonBody.parse(bytes);
    return respond(body, OpenAiRequests.completion(body, Client.of(http)), false, http.response());
  }

  private Response respond(
      JsonBody body, AnswerRequest request, boolean chat, HttpServerResponse connection) {
    boolean streamed = Boolean.TRUE.equals(body.flag("stream"));
    boolean usage = includesUsage(body);
    Answer answer = serving.prepare(request);
    String model = request.model() == null ? answer.bundleId() : request.model();
    String id = (chat ? "chatcmpl-" : "cmpl-") + UUID.randomUUID();
    OpenAiShape shape =
        new OpenAiShape(
            chat,
            id,
            clock.instant().getEpochSecond(),
            model,
            answer.bundleId(),
            chat && ToolUse.of(body) != null,
            request.scoresPerToken() >= 0);
    return streamed
        ? streamed(answer, shape, request.choices(), usage, connection)
        : whole(answer, shape, request.choices(), connection);
  }

  private static boolean includesUsage(JsonBody body) {
    JsonNode options = body.field("stream_options");
    return options != null && options.path("include_usage").asBoolean();
  }

  private Response whole(
      Answer answer, OpenAiShape shape, int choices, HttpServerResponse connection) {
    List<CollectedText> texts =
        Stream.generate(() -> new CollectedText(connection::closed)).limit(choices).toList();
    List<Answered> answered = serving.run(answer, endpoint(shape), shape.id(), texts);
    return Response.ok(shape.whole(texts, answered), MediaType.APPLICATION_JSON).build();
  }

  private Response streamed(
      Answer answer, OpenAiShape shape, int choices, boolean usage, HttpServerResponse connection) {
    StreamingOutput output =
        out -> stream(answer, shape, choices, usage, new EventStream(out, connection, json));
    return Response.ok(output, MediaType.SERVER_SENT_EVENTS)
        .header("Cache-Control", "no-cache")
        .header("X-Accel-Buffering", "no")
        .build();
  }

  private void stream(
      Answer answer, OpenAiShape shape, int choices, boolean usage, EventStream events) {
    List<StreamedText> texts = new ArrayList<>();
    for (int index = 0; index < choices; index++) {
      if (shape.chat()) {
        events.send(shape.opening(index));
      }
      int choice = index;
      texts.add(
          new StreamedText(
              events,
              shape.calling() ? ToolUse::beginsCall : _ -> false,
              (piece, scores, begun) -> events.send(shape.piece(choice, piece, scores, begun))));
    }
    try {
      List<Answered> answered = serving.run(answer, endpoint(shape), shape.id(), texts);
      for (int index = 0; index < choices; index++) {
        close(events, shape, index, texts.get(index), answered.get(index));
      }
      if (usage) {
        events.send(shape.usage(answered));
      }
    } catch (RuntimeException e) {
      LOG.error("streamed answer failed requestId={}", shape.id(), e);
      events.send(Refusals.failure()); // the status line is long gone
    }
    events.done();
  }

  private static void close(
      EventStream events, OpenAiShape shape, int index, StreamedText text, Answered answered) {
    OpenAiResponses.ToolCall call = shape.call(index, text.text());
    if (call != null) {
      events.send(shape.called(index, call));
    } else {
      text.release(); // it began like a call and was cut off
    }
    events.send(shape.closing(index, answered, call != null));
  }

  private static String endpoint(OpenAiShape shape) {
    return shape.chat() ? "/v1/chat/completions" : "/v1/completions";
  }
}
