package aifactory.console.access;

import aifactory.console.problem.ProblemException;
import aifactory.console.setting.ConsoleConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing in with an account of an OpenID Connect provider (code flow with PKCE). Off unless
/// `OIDC_ISSUER` is set. It ends in the same session as signing in with a token.
@Path("/api/session/account")
public class AccountResource {
  private static final Logger LOG = LoggerFactory.getLogger(AccountResource.class);
  private static final String ATTEMPT = "factory_sign_in";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int BAD_GATEWAY = 502;

  /// Leads on from a page of ours: the session's cookie is not sent where another site led here.
  private static final String ONWARD =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\""
          + " content=\"0;url=/\"><title>AI Factory Engine</title></head><body><a href=\"/\">AI"
          + " Factory Engine</a></body></html>";

  private final ConsoleConfig.Oidc config;
  private final Gatekeeper gatekeeper;
  private final Sessions sessions;
  private final AuditLedger audit;
  private final ObjectMapper json;
  private final RoutingContext routing;

  AccountResource(
      ConsoleConfig config,
      Gatekeeper gatekeeper,
      Sessions sessions,
      AuditLedger audit,
      ObjectMapper json,
      RoutingContext routing) {
    this.config = config.oidc();
    this.gatekeeper = gatekeeper;
    this.sessions = sessions;
    this.audit = audit;
    this.json = json;
    this.routing = routing;
  }

  /// Sends the browser to the provider.
  @GET
  @Needs(value = Role.CLIENT, nobody = true)
  public Response leave() throws InterruptedException {
    AccountProvider provider = provider();
    AccountProvider.Attempt attempt = AccountProvider.Attempt.fresh();
    try {
      return Response.seeOther(provider.entrance(attempt, returnAddress()))
          .cookie(
              kept(
                  String.join(".", attempt.state(), attempt.nonce(), attempt.verifier()),
                  Math.toIntExact(PATIENCE.toSeconds())))
          .build();
    } catch (AccountProvider.RefusedException e) {
      throw refused(e);
    }
  }

  /// Takes the browser back and opens its session.
  @GET
  @Path("/return")
  @Produces({MediaType.TEXT_HTML, "application/problem+json"})
  @Needs(value = Role.CLIENT, nobody = true)
  public Response back(
      @RestQuery @DefaultValue("") String code,
      @RestQuery @DefaultValue("") String state,
      @CookieParam(ATTEMPT) @Nullable String kept)
      throws InterruptedException {
    AccountProvider provider = provider();
    if (!gatekeeper.hears(address())) {
      throw new ProblemException(
          TOO_MANY, "TOO_MANY_WRONG_TOKENS", "too many wrong tokens; wait a minute");
    }
    AccountProvider.Attempt attempt = attempt(kept, state, code);
    JwtClaims claims;
    try {
      claims = provider.redeemed(code, attempt, returnAddress());
    } catch (AccountProvider.RefusedException e) {
      gatekeeper.wrong(address());
      throw refused(e);
    }
    Identity identity = identity(claims);
    AuditLedger.Attempt signIn =
        new AuditLedger.Attempt(identity.actor(), address(), "GET", "/api/session/account/return");
    long entry = audit.begun(signIn);
    String session = sessions.open(identity);
    audit.answered(entry, signIn, 200);
    return Response.ok(ONWARD, MediaType.TEXT_HTML_TYPE)
        .cookie(SessionResource.cookie(routing, session), kept("", 0))
        .build();
  }

  /// The attempt that this browser began; another's code is of no use here.
  private static AccountProvider.Attempt attempt(@Nullable String kept, String state, String code) {
    String[] parts = kept == null ? new String[0] : kept.split("\\.", -1);
    if (parts.length != 3
        || code.isEmpty()
        || !MessageDigest.isEqual(
            parts[0].getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8))) {
      throw new ProblemException(
          BAD_REQUEST, "SIGN_IN_UNKNOWN", "this sign-in was not begun here, or not just now");
    }
    return new AccountProvider.Attempt(parts[0], parts[1], parts[2]);
  }

  private Identity identity(JwtClaims claims) {
    List<String> values = AccountProvider.values(claims, config.roleClaim());
    Role role =
        Arrays.stream(Role.values())
            .filter(
                each -> values.contains(config.rolePrefix() + each.name().toLowerCase(Locale.ROOT)))
            .max(Comparator.naturalOrder())
            .orElseThrow(() ->
                new ProblemException(
                    FORBIDDEN,
                    "NO_ROLE",
                    "that account has no role here: none of its %s begins with %s"
                        .formatted(config.roleClaim(), config.rolePrefix())));
    String name =
        Optional.ofNullable(claims.getClaimValueAsString("preferred_username"))
            .orElseGet(() -> claims.getClaimValueAsString("sub"));
    return new Identity("account:" + name, role);
  }

  private AccountProvider provider() {
    String issuer =
        config
            .issuer()
            .orElseThrow(
                () -> new ProblemException(NOT_FOUND, "ACCOUNTS_OFF", "OIDC_ISSUER is not set"));
    return new AccountProvider(
        URI.create(issuer), config.clientId(), config.clientSecret().orElse(""), json);
  }

  private static ProblemException refused(AccountProvider.RefusedException e) {
    LOG.warn("sign-in with an account failed reason={}", e.getMessage(), e.getCause());
    return new ProblemException(BAD_GATEWAY, "SIGN_IN_FAILED", String.valueOf(e.getMessage()));
  }

  /// As the provider knows it.
  private URI returnAddress() {
    String base =
        config
            .publicUrl()
            .orElseGet(() ->
                "%s://%s"
                    .formatted(
                        SessionResource.isSecure(routing) ? "https" : "http",
                        routing.request().authority()));
    return URI.create(base.replaceFirst("/$", "") + "/api/session/account/return");
  }

  private String address() {
    return String.valueOf(routing.request().remoteAddress().hostAddress());
  }

  /// Sent when the provider leads back here, unlike the session's.
  private NewCookie kept(String value, int seconds) {
    return new NewCookie.Builder(ATTEMPT)
        .value(value)
        .path("/api/session/account")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(SessionResource.isSecure(routing))
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
