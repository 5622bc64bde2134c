package aifactory.console.access;

import aifactory.console.ledger.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sessions of browsers: a random cookie of which only the hash is kept. They survive a restart and
/// hold for every console on the database.
@ApplicationScoped
class Sessions {
  static final String COOKIE = "factory_session";
  static final Duration LASTS = Duration.ofHours(12);

  private final Statements statements;
  private final AdminToken adminToken;
  private final InstantSource clock;

  Sessions(Statements statements, AdminToken adminToken, InstantSource clock) {
    this.adminToken = adminToken;
    this.statements = statements;
    this.clock = clock;
  }

  /// Opens one; returns the secret that the cookie holds.
  @Transactional
  String open(Identity identity) {
    Instant now = clock.instant();
    String secret = Secrets.fresh();
    statements.update("delete from control.session where expires_at < ?", now);
    statements.update(
        "insert into control.session (session_hash, actor, role, opened_at, expires_at, key_id,"
            + " token_hash) values (?,?,?,?,?,?,?)",
        Secrets.hash(secret),
        identity.actor(),
        identity.role().name(),
        now,
        end(now, identity.until()),
        identity.key() == null ? null : identity.key().id(),
        identity.actor().equals(Caller.ADMIN) ? adminToken.fingerprint() : null);
    return secret;
  }

  /// A session ends with the key that opened it.
  static Instant end(Instant now, @Nullable Instant until) {
    Instant usual = now.plus(LASTS);
    return until == null || usual.isBefore(until) ? usual : until;
  }

  Optional<Identity> identity(String secret) {
    return statements
        .query(
            "select s.actor, s.role, s.key_id, k.requests_per_minute from control.session s left"
                + " join control.api_key k using (key_id) where session_hash = ? and s.expires_at >"
                + " ? and (s.token_hash is null or s.token_hash = ?)",
            Sessions::identity,
            Secrets.hash(secret),
            clock.instant(),
            adminToken.fingerprint())
        .stream()
        .findFirst();
  }

  private static Identity identity(ResultSet rows) throws SQLException {
    String key = rows.getString("key_id");
    return new Identity(
        rows.getString("actor"),
        Role.valueOf(rows.getString("role")),
        null,
        key == null
            ? null
            : new Identity.Key(key, (Integer) rows.getObject("requests_per_minute")));
  }

  @Transactional
  void close(String secret) {
    statements.update("delete from control.session where session_hash = ?", Secrets.hash(secret));
  }

  /// What a page must send along with every order: made of the secret that other sites' pages
  /// cannot read, so that their forms cannot give orders in this person's name.
  static String proof(String secret) {
    return Secrets.hash("proof of " + secret);
  }
}
