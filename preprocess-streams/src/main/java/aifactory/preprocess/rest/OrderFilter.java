package aifactory.preprocess.rest;

import aifactory.preprocess.node.PreprocessConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Set;

/// Refuses every call that is not a plain read and has no admin token, as the console does. It goes
/// by the method, so a new endpoint cannot forget it; `/api/explain` takes a body, but changes
/// nothing.
@Provider
@Priority(Priorities.AUTHENTICATION)
public class OrderFilter implements ContainerRequestFilter {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String EXPLAIN = "/api/explain";
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final Instance<PreprocessConfig> config;

  /// @param config asked at each order: filters are made before settings are known
  OrderFilter(Instance<PreprocessConfig> config) {
    this.config = config;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (READS.contains(request.getMethod())
        || EXPLAIN.equals("/" + request.getUriInfo().getPath().replaceFirst("^/", ""))) {
      return;
    }
    switch (token()
        .to(
            request.getHeaderString("x-admin-token"),
            request.getHeaderString("X-API-Key"),
            request.getHeaderString("Authorization"))) {
      case WELCOME -> {}
      case MISSING ->
          request.abortWith(
              problem(
                  UNAUTHORIZED,
                  "TOKEN_MISSING",
                  "this call changes something: send the admin token as x-admin-token, X-API-Key or"
                      + " Authorization: Bearer"));
      case WRONG ->
          request.abortWith(problem(FORBIDDEN, "TOKEN_WRONG", "that is not the admin token"));
    }
  }

  private OrderToken token() {
    PreprocessConfig known = config.get();
    return new OrderToken(known.adminToken(), known.homeDirectory().resolve("admin.token"));
  }

  private static Response problem(int status, String title, String detail) {
    return Response.status(status)
        .type("application/problem+json")
        .entity(Map.of("status", status, "title", title, "detail", detail))
        .build();
  }
}
