package aifactory.inference.rest;

import aifactory.inference.answer.Answer;
import aifactory.inference.answer.AnswerRequest;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/responses`, the stateless part: nothing is kept, so nothing can be continued by id.
@Path("/v1/responses")
@Consumes(MediaType.WILDCARD)
@Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
@RunOnVirtualThread
public class ResponsesResource {
  private static final Logger LOG = LoggerFactory.getLogger(ResponsesResource.class);
  private static final String ENDPOINT = "/v1/responses";

  private final Serving serving;
  private final ObjectMapper json;
  private final InstantSource clock;

  public ResponsesResource(Serving serving, ObjectMapper json, InstantSource clock) {
    this.serving = serving;
    this.json = json;
    this.clock = clock;
  }

  @POST
  public Response create(byte @Nullable [] bytes, @Context HttpServerRequest http) {
    JsonBody body = JsonBody.parse(bytes);
    AnswerRequest request = ResponsesRequests.of(body, Client.of(http));
    boolean streamed = Boolean.TRUE.equals(body.flag("stream"));
    Answer answer = serving.prepare(request);
    String model = String.valueOf(request.model() == null ? answer.bundleId() : request.model());
    ResponsesShape shape =
        new ResponsesShape(
            UUID.randomUUID().toString().replace("-", ""),
            clock.instant().getEpochSecond(),
            model,
            body);
    return streamed ? streamed(answer, shape, http) : whole(answer, shape, http);
  }

  private Response whole(Answer answer, ResponsesShape shape, HttpServerRequest http) {
    CollectedText text = new CollectedText(http.response()::closed);
    Answered answered = serving.run(answer, ENDPOINT, shape.id(), List.of(text)).getFirst();
    return Response.ok(shape.completed(text.text(), answered), MediaType.APPLICATION_JSON).build();
  }

  private Response streamed(Answer answer, ResponsesShape shape, HttpServerRequest http) {
    StreamingOutput output =
        out -> stream(answer, shape, new EventStream(out, http.response(), json));
    return Response.ok(output, MediaType.SERVER_SENT_EVENTS)
        .header("Cache-Control", "no-cache")
        .header("X-Accel-Buffering", "no")
        .build();
  }

  private void stream(Answer answer, ResponsesShape shape, EventStream events) {
    ResponsesStream stream = new ResponsesStream(shape, events);
    stream.begin();
    StreamedText text = new StreamedText(events, (piece, _, _) -> stream.piece(piece));
    try {
      Answered answered = serving.run(answer, ENDPOINT, shape.id(), List.of(text)).getFirst();
      stream.end(text.text(), answered);
    } catch (RuntimeException e) {
      LOG.error("streamed answer failed requestId={}", shape.id(), e);
      stream.failed();
    }
  }
}
