package aifactory.inference.rest;

import aifactory.inference.access.AccessKeys;
import aifactory.inference.access.AccessKeys.Objection;
import aifactory.inference.answer.RequestRefusedException.Reason;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses what a key does not allow, before anything else is read. How the service does is told to
/// everybody.
public final class KeyCheck {
  private static final String STATE = "/api/inference";

  private final AccessKeys keys;

  public KeyCheck(AccessKeys keys) {
    this.keys = keys;
  }

  @ServerRequestFilter
  public @Nullable Response check(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    Objection objection = path.equals(STATE) ? null : keys.objection(key(request)).orElse(null);
    if (objection == null) {
      return null;
    }
    boolean passes = objection.retrySeconds() > 0;
    Reason reason = passes ? Reason.TOO_MANY_REQUESTS : Reason.INVALID_API_KEY;
    Response.ResponseBuilder response =
        Response.fromResponse(
            Refusals.response(
                reason.status(), objection.message(), Refusals.code(reason), null, path));
    return passes
        ? response.header("Retry-After", objection.retrySeconds()).build()
        : response.build();
  }

  private static @Nullable String key(ContainerRequestContext request) {
    return Client.key(
        request.getHeaderString("Authorization"), request.getHeaderString("X-API-Key"));
  }
}
