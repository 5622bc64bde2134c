package aifactory.inference.rest;

import aifactory.access.ForeignPage;
import aifactory.access.Loopback;
import aifactory.inference.access.AccessKeys;
import aifactory.inference.access.AccessKeys.Asker;
import aifactory.inference.access.AccessKeys.Objection;
import aifactory.inference.answer.RequestRefusedException.Reason;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Refuses what a foreign web page asks and what a key does not allow, before anything else is
/// read. How the service does is told to everybody.
public final class KeyCheck {
  private static final String STATE = "/api/inference";

  private final AccessKeys keys;
  private final boolean onLoopback;

  public KeyCheck(AccessKeys keys, @ConfigProperty(name = "quarkus.http.host") String host) {
    this.keys = keys;
    this.onLoopback = Loopback.isAddress(host);
  }

  @ServerRequestFilter
  public @Nullable Response check(ContainerRequestContext request, HttpServerRequest http) {
    String path = request.getUriInfo().getPath();
    HostAndPort asked = http.authority();
    if (ForeignPage.asks(
        request.getMethod(), asked == null ? null : asked.toString(), http::getHeader)) {
      return refusal(Reason.FOREIGN_PAGE, "a page of another site may not ask this here", path);
    }
    Objection objection = path.equals(STATE) ? null : keys.objection(asker(http)).orElse(null);
    if (objection == null) {
      return null;
    }
    return objection.retrySeconds() == 0
        ? refusal(Reason.INVALID_API_KEY, objection.message(), path)
        : Response.fromResponse(refusal(Reason.TOO_MANY_REQUESTS, objection.message(), path))
            .header("Retry-After", objection.retrySeconds())
            .build();
  }

  private Asker asker(HttpServerRequest http) {
    HostAndPort asked = http.authority();
    return new Asker(
        Client.key(http.getHeader("Authorization"), http.getHeader("X-API-Key")),
        String.valueOf(http.remoteAddress().hostAddress()),
        onLoopback && asked != null && !Loopback.isName(asked.host()));
  }

  private static Response refusal(Reason reason, String message, String path) {
    return Refusals.response(reason.status(), message, Refusals.code(reason), null, path);
  }
}
