package aifactory.inference.rest;

import aifactory.inference.access.AccessKeys;
import aifactory.inference.answer.RequestRefusedException.Reason;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses keys that are known to be void, before anything else is read.
public final class KeyCheck {
  private final AccessKeys keys;

  public KeyCheck(AccessKeys keys) {
    this.keys = keys;
  }

  @ServerRequestFilter
  public @Nullable Response check(ContainerRequestContext request) {
    String key = key(request);
    String objection = key == null ? null : keys.objection(key);
    return objection == null
        ? null
        : Refusals.response(
            Reason.INVALID_API_KEY.status(),
            objection,
            Refusals.code(Reason.INVALID_API_KEY),
            null,
            request.getUriInfo().getPath());
  }

  private static @Nullable String key(ContainerRequestContext request) {
    return Client.key(
        request.getHeaderString("Authorization"), request.getHeaderString("X-API-Key"));
  }
}
