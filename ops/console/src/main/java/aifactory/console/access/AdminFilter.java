package aifactory.console.access;

import aifactory.console.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses every call that is not a plain read and has no admin token. It goes by the method, not
/// by an annotation, so a new endpoint cannot forget it. The token is taken from headers only.
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AdminFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "Bearer ";

  private final AdminToken token;
  private final AuditLedger audit;
  private final RoutingContext routing;

  AdminFilter(AdminToken token, AuditLedger audit, RoutingContext routing) {
    this.token = token;
    this.audit = audit;
    this.routing = routing;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (READS.contains(request.getMethod())) {
      return;
    }
    String presented = presented(request);
    if (presented == null) {
      request.abortWith(
          Problem.answer(
              401,
              "TOKEN_MISSING",
              "this call changes something: send the admin token as x-admin-token, X-API-Key or"
                  + " Authorization: Bearer"));
    } else if (!token.matches(presented)) {
      request.abortWith(Problem.answer(403, "TOKEN_WRONG", "that is not the admin token"));
    } else {
      request.setProperty(Actor.PROPERTY, Actor.ADMIN);
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == 401) {
      response.getHeaders().putSingle("WWW-Authenticate", "Bearer realm=\"ai-factory\"");
    }
    if (READS.contains(request.getMethod())) {
      return;
    }
    Object actor = request.getProperty(Actor.PROPERTY);
    audit.record(
        actor == null ? "anonymous" : actor.toString(),
        String.valueOf(routing.request().remoteAddress().hostAddress()),
        request.getMethod(),
        request.getUriInfo().getPath(),
        response.getStatus());
  }

  private static @Nullable String presented(ContainerRequestContext request) {
    for (String header : new String[] {"x-admin-token", "X-API-Key"}) {
      String value = request.getHeaderString(header);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    String authorization = request.getHeaderString("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }
}
