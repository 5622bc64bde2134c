package aifactory.console.access;

import aifactory.console.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets a call through when its caller has the role it needs, and has every attempt to change
/// something written down, orders before they are carried out. What a call needs follows from its
/// method, so a new endpoint cannot forget it; [Needs] says where it is otherwise. Secrets are
/// taken from headers and the session's cookie, never from the address.
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter, ContainerResponseFilter {
  static final String PROOF = "x-csrf-token";
  private static final String ENTRY = "audit.entry";
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final Gatekeeper gatekeeper;
  private final Caller caller;
  private final AuditLedger audit;
  private final ResourceInfo resource;
  private final RoutingContext routing;

  AccessFilter(
      Gatekeeper gatekeeper,
      Caller caller,
      AuditLedger audit,
      ResourceInfo resource,
      RoutingContext routing) {
    this.gatekeeper = gatekeeper;
    this.caller = caller;
    this.audit = audit;
    this.resource = resource;
    this.routing = routing;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    boolean read = READS.contains(request.getMethod());
    Needs needs =
        resource.getResourceMethod() == null
            ? null
            : resource.getResourceMethod().getAnnotation(Needs.class);
    Gatekeeper.Objection foreign = Gatekeeper.foreign(routing.request()).orElse(null);
    Response refusal =
        foreign == null
            ? refusal(request, needs, read)
            : Problem.answer(foreign.status(), foreign.code(), foreign.message());
    if (refusal != null) {
      request.abortWith(refusal);
    } else if (!read) {
      request.setProperty(ENTRY, audit.begun(attempt(request)));
    }
  }

  private @Nullable Response refusal(
      ContainerRequestContext request, @Nullable Needs needs, boolean read) {
    Cookie cookie = request.getCookies().get(Sessions.COOKIE);
    Gatekeeper.Finding finding =
        gatekeeper.look(
            request::getHeaderString, cookie == null ? null : cookie.getValue(), address());
    return switch (finding) {
      case Gatekeeper.Finding.TooMany tooMany -> tooMany();
      case Gatekeeper.Finding.TooFast tooFast -> tooFast(tooFast);
      case Gatekeeper.Finding.Wrong wrong ->
          Problem.answer(403, "TOKEN_WRONG", "that token or key is not valid");
      case Gatekeeper.Finding.Nobody nobody -> judgeNobody(needs, read);
      case Gatekeeper.Finding.Known known -> judge(known.identity(), needs, read);
      case Gatekeeper.Finding.InSession session ->
          read || isProof(session.proof(), request.getHeaderString(PROOF))
              ? judge(session.identity(), needs, read)
              : Problem.answer(
                  403, "PROOF_MISSING", "an order from a session carries its " + PROOF);
    };
  }

  private static boolean isProof(String expected, @Nullable String sent) {
    return sent != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable Response judgeNobody(@Nullable Needs needs, boolean read) {
    if (needs != null && needs.nobody()
        || read && needs == null && gatekeeper.readsAreOpen(routing)) {
      return null;
    }
    return Problem.answer(
        401,
        "TOKEN_MISSING",
        "sign in, or send the admin token or an API key as x-admin-token, X-API-Key or"
            + " Authorization: Bearer");
  }

  private @Nullable Response judge(Identity identity, @Nullable Needs needs, boolean read) {
    caller.is(identity);
    Role least = needs == null ? read ? Role.VIEWER : Role.ADMIN : needs.value();
    boolean open = needs != null && needs.nobody();
    return open || identity.role().includes(least)
        ? null
        : Problem.answer(
            403,
            "ROLE_MISSING",
            "this needs the role %s; %s has %s"
                .formatted(least, identity.actor(), identity.role()));
  }

  private static Response tooFast(Gatekeeper.Finding.TooFast limit) {
    Response problem = Problem.answer(429, "TOO_MANY_REQUESTS", limit.message());
    return Response.fromResponse(problem).header("Retry-After", limit.retrySeconds()).build();
  }

  private static Response tooMany() {
    Response problem =
        Problem.answer(
            429, "TOO_MANY_WRONG_TOKENS", "too many wrong tokens from your address; wait a minute");
    return Response.fromResponse(problem).header("Retry-After", "60").build();
  }

  private String address() {
    return String.valueOf(routing.request().remoteAddress().hostAddress());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == 401) {
      response.getHeaders().putSingle("WWW-Authenticate", "Bearer realm=\"ai-factory\"");
    }
    if (request.getProperty(ENTRY) instanceof Long entry) {
      audit.answered(entry, attempt(request), response.getStatus());
    } else if (!READS.contains(request.getMethod())) {
      audit.refused(attempt(request), response.getStatus());
    }
  }

  private AuditLedger.Attempt attempt(ContainerRequestContext request) {
    return new AuditLedger.Attempt(
        caller.name(), address(), request.getMethod(), request.getUriInfo().getPath());
  }
}
