package aifactory.console.access;

import aifactory.access.RequestRates;
import aifactory.console.setting.ConsoleConfig;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
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
  private final RequestRates rates;
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
    this.rates = new RequestRates(clock);
    this.anyName = config.openReads().equals("1");
    this.openReads =
        switch (config.openReads()) {
          case "1" -> true;
          case "0" -> false;
          default -> isLoopback(host);
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

    /// More requests than the key may make.
    record TooFast(int perMinute, int retrySeconds) implements Finding {
      String message() {
        return "more than %d requests a minute with this key".formatted(perMinute);
      }
    }
  }

  /// Who it is, by headers first, then by cookie. Counts the request against the limit of its key,
  /// also in a session that was opened with one.
  Finding look(UnaryOperator<@Nullable String> header, @Nullable String cookie, String address) {
    Finding finding = found(header, cookie, address);
    Identity.Key key =
        switch (finding) {
          case Finding.Known known -> known.identity().key();
          case Finding.InSession session -> session.identity().key();
          default -> null;
        };
    if (key == null || key.perMinute() == null) {
      return finding;
    }
    int wait = rates.secondsToWait(key.id(), key.perMinute());
    return wait == 0 ? finding : new Finding.TooFast(key.perMinute(), wait);
  }

  private Finding found(
      UnaryOperator<@Nullable String> header, @Nullable String cookie, String address) {
    String presented = presented(header);
    if (presented != null) {
      return prove(presented, address);
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
    Optional<Identity> identity =
        adminToken.matches(secret)
            ? Optional.of(new Identity(Caller.ADMIN, Role.ADMIN))
            : keys.identity(secret);
    if (identity.isEmpty()) {
      guesses.wrong(address);
      return new Finding.Wrong();
    }
    return new Finding.Known(identity.get());
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
    io.vertx.core.http.Cookie cookie = context.request().getCookie(Sessions.COOKIE);
    Finding finding =
        look(
            context.request()::getHeader,
            cookie == null ? null : cookie.getValue(),
            String.valueOf(context.request().remoteAddress().hostAddress()));
    return switch (finding) {
      case Finding.Known known -> missing(known.identity(), least);
      case Finding.InSession session -> missing(session.identity(), least);
      case Finding.TooFast limit ->
          Optional.of(
              new Objection(429, "TOO_MANY_REQUESTS", limit.message(), limit.retrySeconds()));
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

  /// Whether whoever made this request may still read: without counting it as another request.
  public boolean mayRead(RoutingContext context) {
    if (readsAreOpen(context)) {
      return true;
    }
    io.vertx.core.http.Cookie cookie = context.request().getCookie(Sessions.COOKIE);
    Finding finding =
        found(context.request()::getHeader, cookie == null ? null : cookie.getValue(), "");
    return switch (finding) {
      case Finding.Known known -> known.identity().role().includes(Role.VIEWER);
      case Finding.InSession session -> session.identity().role().includes(Role.VIEWER);
      default -> false;
    };
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
    return openReads && (anyName || asked == null || isOfThisMachine(asked.host()));
  }

  static boolean isOfThisMachine(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("[::1]")
        || name.equals("::1")
        || name.matches("127(\\.\\d{1,3}){3}");
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

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
