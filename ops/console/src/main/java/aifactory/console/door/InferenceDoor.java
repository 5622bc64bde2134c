package aifactory.console.door;

import aifactory.console.access.Role;
import aifactory.console.access.RouteGuard;
import aifactory.console.setting.ConsoleConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Streams questions through to inference and answers back, chunk by chunk, on the event loop:
/// nothing is buffered, and a client that goes away ends the generation. Routes are fixed, so this
/// is no open proxy.
@ApplicationScoped
public class InferenceDoor {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceDoor.class);
  private static final int BEFORE_RESOURCES = -1000;
  private static final int CONNECT_MILLIS = 2000;
  private static final int CONNECTIONS = 256;
  private static final List<String> ROUTES =
      List.of("/v1/*", "/api/generate", "/api/chat", "/api/retrieve", "/api/tags", "/api/show");

  /// Headers of one hop (RFC 9110 7.6.1), and what inference must not be given.
  private static final Set<String> NOT_PASSED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host",
          "origin", // judged here, by our own name
          "sec-fetch-site",
          "cookie",
          "x-admin-token");

  private final HttpClient client;
  private final String inferenceUrl;
  private final RouteGuard guard;

  InferenceDoor(Vertx vertx, ConsoleConfig config, RouteGuard guard) {
    this.guard = guard;
    this.inferenceUrl = config.inferenceUrl().replaceAll("/+$", "");
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setMaxPoolSize(CONNECTIONS));
  }

  void register(@Observes Router router) {
    ROUTES.forEach(route -> router.route(route).order(BEFORE_RESOURCES).handler(this::passThrough));
  }

  /// Where reading needs a role, asking does too: any key or session will do, and inference goes by
  /// the limits of the key.
  private void passThrough(RoutingContext context) {
    context.request().pause();
    guard.guard(context, Role.CLIENT, () -> pass(context));
  }

  private void pass(RoutingContext context) {
    HttpServerRequest incoming = context.request();
    RequestOptions target =
        new RequestOptions()
            .setMethod(incoming.method())
            .setAbsoluteURI(inferenceUrl + incoming.uri());
    client
        .request(target)
        .onSuccess(outgoing -> send(context, incoming, outgoing))
        .onFailure(error -> away(context, error));
  }

  private void send(
      RoutingContext context, HttpServerRequest incoming, HttpClientRequest outgoing) {
    incoming
        .headers()
        .forEach((name, value) -> {
          if (isPassed(name)) {
            outgoing.headers().add(name, value);
          }
        });
    if (incoming.getHeader("content-length") == null
        && incoming.getHeader("transfer-encoding") != null) {
      outgoing.setChunked(true);
    }
    context.response().exceptionHandler(gone -> outgoing.reset());
    context.response().closeHandler(gone -> outgoing.reset());
    outgoing
        .response()
        .onSuccess(answer -> answer(context, outgoing, answer))
        .onFailure(error -> away(context, error));
    incoming.pipeTo(outgoing).onFailure(error -> outgoing.reset());
    incoming.resume();
  }

  private static void answer(
      RoutingContext context, HttpClientRequest outgoing, HttpClientResponse answer) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      outgoing.reset();
      return;
    }
    response.setStatusCode(answer.statusCode());
    answer
        .headers()
        .forEach((name, value) -> {
          if (isPassed(name)) {
            response.headers().add(name, value);
          }
        });
    if (answer.getHeader("content-length") == null) {
      response.setChunked(true);
    }
    answer
        .pipeTo(response)
        .onFailure(error -> {
          LOG.debug("answer broke off path={}", context.request().path(), error);
          outgoing.reset();
          context.request().connection().close(); // the client must not take it for whole
        });
  }

  private static boolean isPassed(String header) {
    return !NOT_PASSED.contains(header.toLowerCase(Locale.ROOT));
  }

  private void away(RoutingContext context, Throwable error) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    LOG.warn("inference does not answer at={} reason={}", inferenceUrl, error.getMessage());
    if (response.headWritten()) {
      context.request().connection().close();
      return;
    }
    boolean refused = error instanceof java.net.ConnectException;
    int status = refused ? 503 : 502;
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Retry-After", "2")
        .end(
            new JsonObject()
                .put("type", "urn:aifactory:problem:inference-away")
                .put("title", refused ? "Service Unavailable" : "Bad Gateway")
                .put("status", status)
                .put("detail", "inference does not answer; it may be starting")
                .put("code", "INFERENCE_AWAY")
                .encode());
  }
}
