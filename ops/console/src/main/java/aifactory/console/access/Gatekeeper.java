package aifactory.console.access;

import aifactory.access.ForeignPage;
import aifactory.access.Loopback;
import aifactory.console.setting.ConsoleConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Knows who is who: the admin token, API keys, sessions; and what is open to nobody in particular.
@ApplicationScoped
public class Gatekeeper {
  private static final String BEARER = "Bearer ";

  private final AdminToken adminToken;
  private final ApiKeys keys;
  private final Sessions sessions;
  private final GuessLimit guesses;
  private final RequestLimits limits;
  private final boolean openReads;
  private final boolean anyName;

  Gatekeeper(
      AdminToken adminToken,
      ApiKeys keys,
      Sessions sessions,
      ConsoleConfig config,
      InstantSource clock,
      @ConfigProperty(name = "quarkus.http.host") String host) {
    this.adminToken = adminToken;
    this.keys = keys;
    this.sessions = sessions;
    this.guesses = new GuessLimit(config.wrongTokensPerMinute(), clock);
    this.limits = new RequestLimits(config.requestsPerMinute(), clock);
    this.anyName = config.openReads().equals("1");
    this.openReads =
        switch (config.openReads()) {
          case "1" -> true;
          case "0" -> false;
          default -> Loopback.isAddress(host);
        };
  }

  /// How a proof of identity was received.
  sealed interface Finding {
    /// Nothing was presented.
    record Nobody() implements Finding {}

    /// Known, by a header.
    record Known(Identity identity) implements Finding {}

    /// Known, by the cookie of a session.
    ///
    /// @param proof what an order must carry
    record InSession(Identity identity, String proof) implements Finding {}

    /// What was presented is not, or no longer, valid.
    record Wrong() implements Finding {}

    /// Too many wrong ones from there: not even looked at.
    record TooMany() implements Finding {}

    /// More requests than whoever it is may make.
    ///
    /// @param asking how the requests have in common whose they are
    record TooFast(String asking, int perMinute, int retrySeconds) implements Finding {
      String message() {
        return "more than %d requests a minute %s".formatted(perMinute, asking);
      }
    }
  }

  /// Who it is, by headers first, then by cookie. Counts the request against the limit of its key
  /// (also in a session that was opened with one), its session or its address.
  Finding look(UnaryOperator<@Nullable String> header, @Nullable String cookie, String address) {
    Finding finding = found(header, cookie, secret -> prove(secret, address));
    return limits.tooFast(finding, address).<Finding>map(limit -> limit).orElse(finding);
  }

  private Finding found(
      UnaryOperator<@Nullable String> header,
      @Nullable String cookie,
      Function<String, Finding> proof) {
    String presented = presented(header);
    if (presented != null) {
      return proof.apply(presented);
    }
    if (cookie == null || cookie.isEmpty()) {
      return new Finding.Nobody();
    }
    return sessions
        .identity(cookie)
        .<Finding>map(identity -> new Finding.InSession(identity, Sessions.proof(cookie)))
        .orElseGet(Finding.Nobody::new); // an expired session is no attack: sign in again
  }

  /// Who holds a secret.
  Finding prove(String secret, String address) {
    if (!guesses.hears(address)) {
      return new Finding.TooMany();
    }
    Finding finding = holder(secret);
    if (finding instanceof Finding.Wrong) {
      guesses.wrong(address);
    }
    return finding;
  }

  /// Who holds a secret, without counting it as a guess: for looking again at what was presented
  /// before, and where the answer does not say whether it is right.
  private Finding holder(String secret) {
    return adminToken.matches(secret)
        ? new Finding.Known(new Identity(Caller.ADMIN, Role.ADMIN))
        : keys.identity(secret).<Finding>map(Finding.Known::new).orElseGet(Finding.Wrong::new);
  }

  /// Whether an address is heard: it has not guessed too often.
  boolean hears(String address) {
    return guesses.hears(address);
  }

  /// Notes a wrong secret of another kind.
  void wrong(String address) {
    guesses.wrong(address);
  }

  /// Why a request may not pass.
  ///
  /// @param retrySeconds when it may be made again; 0 = not with what was presented
  record Objection(int status, String code, String message, int retrySeconds) {}

  /// Why whoever makes this request may not do what needs a role; empty = they may.
  Optional<Objection> objection(RoutingContext context, Role least) {
    HttpServerRequest request = context.request();
    Finding finding = look(request::getHeader, cookie(request), address(request));
    return switch (finding) {
      case Finding.Known known -> missing(known.identity(), least);
      case Finding.InSession session -> missing(session.identity(), least);
      case Finding.TooFast limit -> Optional.of(tooFast(limit));
      case Finding.TooMany guesses ->
          Optional.of(
              new Objection(
                  429,
                  "TOO_MANY_WRONG_TOKENS",
                  "too many wrong tokens from your address; wait a minute",
                  60));
      case Finding.Wrong wrong ->
          Optional.of(new Objection(401, "TOKEN_WRONG", "that token or key is not valid", 0));
      case Finding.Nobody nobody ->
          Optional.of(
              new Objection(
                  401,
                  "TOKEN_MISSING",
                  "send an API key as Authorization: Bearer or X-API-Key",
                  0));
    };
  }

  /// Why a request must wait where reading is open: nobody is refused there for what they present,
  /// because clients insist on sending some key. Counts the request.
  Optional<Objection> haste(RoutingContext context) {
    return haste(context, found(context));
  }

  /// The same of a request that presents nothing, or where nobody can be looked up.
  Optional<Objection> hasteOfNobody(RoutingContext context) {
    return haste(context, new Finding.Nobody());
  }

  private Optional<Objection> haste(RoutingContext context, Finding finding) {
    return limits.tooFast(finding, address(context.request())).map(Gatekeeper::tooFast);
  }

  private static Objection tooFast(Finding.TooFast limit) {
    return new Objection(429, "TOO_MANY_REQUESTS", limit.message(), limit.retrySeconds());
  }

  /// Whether a request says nothing of who makes it.
  static boolean presentsNothing(HttpServerRequest request) {
    return presented(request::getHeader) == null && cookie(request) == null;
  }

  /// Why a request may not pass that a page of another site makes, in whoever's name.
  static Optional<Objection> foreign(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    return ForeignPage.asks(
            request.method().name(), asked == null ? null : asked.toString(), request::getHeader)
        ? Optional.of(
            new Objection(403, "FOREIGN_PAGE", "a page of another site may not ask this here", 0))
        : Optional.empty();
  }

  /// Whether whoever made this request may still read: without counting it as another request or
  /// guess.
  public boolean mayRead(RoutingContext context) {
    if (readsAreOpen(context)) {
      return true;
    }
    return switch (found(context)) {
      case Finding.Known known -> known.identity().role().includes(Role.VIEWER);
      case Finding.InSession session -> session.identity().role().includes(Role.VIEWER);
      default -> false;
    };
  }

  /// Who it is, without counting anything.
  private Finding found(RoutingContext context) {
    HttpServerRequest request = context.request();
    return found(request::getHeader, cookie(request), this::holder);
  }

  private static @Nullable String cookie(HttpServerRequest request) {
    io.vertx.core.http.Cookie cookie = request.getCookie(Sessions.COOKIE);
    return cookie == null ? null : cookie.getValue();
  }

  private static String address(HttpServerRequest request) {
    return String.valueOf(request.remoteAddress().hostAddress());
  }

  private static Optional<Objection> missing(Identity identity, Role least) {
    return identity.role().includes(least)
        ? Optional.empty()
        : Optional.of(
            new Objection(
                403,
                "ROLE_MISSING",
                "this needs the role %s; %s has %s"
                    .formatted(least, identity.actor(), identity.role()),
                0));
  }

  /// Whether reading needs no role: on loopback, unless told otherwise. There it must be asked by a
  /// name of this machine: the page of a foreign host whose name was made to lead here is a
  /// stranger.
  public boolean readsAreOpen(RoutingContext context) {
    HostAndPort asked = context.request().authority();
    return openReads && (anyName || asked == null || Loopback.isName(asked.host()));
  }

  private static @Nullable String presented(UnaryOperator<@Nullable String> header) {
    for (String name : new String[] {"x-admin-token", "X-API-Key"}) {
      String value = header.apply(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    String authorization = header.apply("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }
}
