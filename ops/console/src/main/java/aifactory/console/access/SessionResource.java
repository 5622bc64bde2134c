package aifactory.console.access;

import aifactory.console.problem.ProblemException;
import aifactory.console.setting.ConsoleConfig;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Signing in and out of the browser.
@Path("/api/session")
public class SessionResource {
  private final Gatekeeper gatekeeper;
  private final Sessions sessions;
  private final Caller caller;
  private final RoutingContext routing;
  private final boolean accounts;

  SessionResource(
      Gatekeeper gatekeeper,
      Sessions sessions,
      Caller caller,
      RoutingContext routing,
      ConsoleConfig config) {
    this.accounts = config.oidc().issuer().isPresent();
    this.gatekeeper = gatekeeper;
    this.sessions = sessions;
    this.caller = caller;
    this.routing = routing;
  }

  /// The admin token or an API key.
  public record SignIn(@NotBlank @Size(max = 500) String token) {}

  /// Who is signed in, and what their orders must carry.
  @GET
  @Needs(value = Role.CLIENT, nobody = true)
  public Map<String, @Nullable Object> who(@CookieParam(Sessions.COOKIE) @Nullable String cookie) {
    Map<String, @Nullable Object> who = new LinkedHashMap<>();
    who.put("status", "success");
    who.put("actor", caller.role() == null ? null : caller.name());
    who.put("role", caller.role());
    who.put("csrf_token", cookie == null || caller.role() == null ? null : Sessions.proof(cookie));
    who.put("accounts", accounts);
    who.put("reads_are_open", gatekeeper.readsAreOpen(routing));
    return who;
  }

  /// Opens a session for who holds the token or key. The cookie is for this console only, not
  /// readable by scripts, and not sent from other sites' pages.
  @POST
  @Needs(value = Role.CLIENT, nobody = true)
  public Response open(@NotNull @Valid SignIn signIn) {
    String address = String.valueOf(routing.request().remoteAddress().hostAddress());
    Identity identity =
        switch (gatekeeper.prove(signIn.token().strip(), address)) {
          case Gatekeeper.Finding.Known known -> known.identity();
          case Gatekeeper.Finding.TooMany tooMany ->
              throw new ProblemException(
                  429, "TOO_MANY_WRONG_TOKENS", "too many wrong tokens; wait a minute");
          default -> throw new ProblemException(403, "TOKEN_WRONG", "that token is not valid");
        };
    caller.is(identity);
    String secret = sessions.open(identity);
    return Response.ok()
        .type(MediaType.APPLICATION_JSON)
        .entity(
            Map.of(
                "status", "success",
                "actor", identity.actor(),
                "role", identity.role(),
                "csrf_token", Sessions.proof(secret)))
        .cookie(cookie(routing, secret))
        .build();
  }

  /// Ends it.
  @DELETE
  @Needs(value = Role.CLIENT, nobody = true)
  public Response close(@CookieParam(Sessions.COOKIE) @Nullable String cookie) {
    if (cookie != null) {
      sessions.close(cookie);
    }
    return Response.ok()
        .type(MediaType.APPLICATION_JSON)
        .entity(Map.of("status", "success"))
        .cookie(cookie(routing, "", 0))
        .build();
  }

  /// `Secure` wherever the page came over TLS; on loopback it comes over plain HTTP.
  static NewCookie cookie(RoutingContext routing, String secret) {
    return cookie(routing, secret, Math.toIntExact(Sessions.LASTS.toSeconds()));
  }

  static boolean isSecure(RoutingContext routing) {
    return routing.request().isSSL()
        || "https".equals(routing.request().getHeader("X-Forwarded-Proto"));
  }

  private static NewCookie cookie(RoutingContext routing, String value, int seconds) {
    return new NewCookie.Builder(Sessions.COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(isSecure(routing))
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }
}
