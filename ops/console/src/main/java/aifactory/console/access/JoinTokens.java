package aifactory.console.access;

import aifactory.console.ledger.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Tokens that let a worker join: for a number of workers, for a while. Only hashes are kept.
@ApplicationScoped
class JoinTokens {
  private static final String PREFIX = "afj_";
  private static final int ID_LETTERS = 8;

  private final Statements statements;
  private final InstantSource clock;

  JoinTokens(Statements statements, InstantSource clock) {
    this.statements = statements;
    this.clock = clock;
  }

  /// A token at the one moment at which it can be seen.
  record Issued(String tokenId, String token, Instant expiresAt) {}

  /// By what a token is known.
  static String idOf(String token) {
    return Secrets.hash(token).substring(0, ID_LETTERS);
  }

  @Transactional
  Issued issue(JoinOrder order, String actor) {
    String token = PREFIX + Secrets.fresh();
    String hash = Secrets.hash(token);
    Instant now = clock.instant();
    Instant expires = now.plus(Duration.ofMinutes(order.wantedMinutes()));
    String id = idOf(token);
    statements.update(
        "insert into control.join_token (token_id, token_hash, uses_left, expires_at, actor,"
            + " issued_at) values (?,?,?,?,?,?)",
        id,
        hash,
        order.wantedUses(),
        expires,
        actor,
        now);
    return new Issued(id, token, expires);
  }

  /// Uses a token up by one; false when it is unknown, used up or too old.
  @Transactional
  boolean use(String token) {
    return statements.update(
            "update control.join_token set uses_left = uses_left - 1 where token_hash = ? and"
                + " uses_left > 0 and expires_at > ?",
            Secrets.hash(token),
            clock.instant())
        == 1;
  }
}
