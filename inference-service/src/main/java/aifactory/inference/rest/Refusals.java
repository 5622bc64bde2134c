package aifactory.inference.rest;

import aifactory.inference.answer.RequestRefusedException;
import aifactory.inference.answer.RequestRefusedException.Reason;
import aifactory.inference.node.InferenceWork;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says no in the caller's form: OpenAI's error object under `/v1`, the reference system's
/// `{status, message}` elsewhere. Clients never see a stack trace.
public final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /// What is said when we failed; the reason is in the log.
  static final String FAILED = "the service failed; its log says why";

  private final InferenceWork work;

  public Refusals(InferenceWork work) {
    this.work = work;
  }

  /// OpenAI's form.
  record Failure(Detail error) {}

  record Detail(String message, String type, @Nullable String param, @Nullable String code) {}

  /// The reference system's form.
  record Message(String status, String message, @Nullable String code, @Nullable String param) {}

  @ServerExceptionMapper
  public Response refused(RequestRefusedException e, UriInfo uri) {
    work.count("refused." + code(e.reason()), 1);
    Response.ResponseBuilder response =
        Response.fromResponse(
            response(e.reason().status(), text(e), code(e.reason()), e.parameter(), uri.getPath()));
    if (e.reason() == Reason.TOO_MANY_REQUESTS || e.reason().status() == 503) {
      response.header("Retry-After", e.retrySeconds());
    }
    return response.build();
  }

  @ServerExceptionMapper
  public Response web(WebApplicationException e, UriInfo uri) {
    int status = e.getResponse().getStatus();
    String reason = e.getResponse().getStatusInfo().getReasonPhrase();
    return response(
        status, reason, reason.toLowerCase(Locale.ROOT).replace(' ', '_'), null, uri.getPath());
  }

  @ServerExceptionMapper
  public Response unexpected(RuntimeException e, UriInfo uri) {
    LOG.error("request failed path={}", uri.getPath(), e);
    work.count("failed", 1);
    return response(500, failure().error().message(), "internal_error", null, uri.getPath());
  }

  /// What is said when we failed; the reason is in the log.
  static Failure failure() {
    return new Failure(new Detail(FAILED, "server_error", null, "internal_error"));
  }

  static Response response(
      int status, String message, String code, @Nullable String parameter, String path) {
    Object body =
        path.startsWith("/v1")
            ? new Failure(new Detail(message, type(status), parameter, code))
            : new Message("error", message, code, parameter);
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(body).build();
  }

  static String code(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private static String text(RequestRefusedException e) {
    return String.valueOf(e.getMessage());
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 429 -> "rate_limit_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }
}
