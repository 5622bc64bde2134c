package aifactory.console.access;

import aifactory.console.ledger.Statements;
import aifactory.console.outbox.Outbox;
import aifactory.console.problem.ProblemException;
import aifactory.contract.topic.Topics;
import aifactory.event.AccessKeyIssued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// API keys: issued, rotated, revoked. Only hashes are kept; each change is told to everybody who
/// checks keys, in the transaction of the change.
@ApplicationScoped
class ApiKeys {
  private static final String PREFIX = "afe_";
  private static final int ID_LETTERS = 8;

  private final Statements statements;
  private final Outbox outbox;
  private final InstantSource clock;

  ApiKeys(Statements statements, Outbox outbox, InstantSource clock) {
    this.statements = statements;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// A key at the one moment at which it can be seen.
  record Issued(String keyId, String key) {}

  private record Row(
      String id,
      String hash,
      String name,
      Role role,
      @Nullable Integer requestsPerMinute,
      @Nullable Instant expiresAt,
      boolean revoked) {}

  /// Who presents this key, if anybody does.
  Optional<Identity> identity(String key) {
    return statements
        .query(SELECT + " where key_hash = ?", ApiKeys::row, Secrets.hash(key))
        .stream()
        .filter(row -> !row.revoked())
        .filter(row -> row.expiresAt() == null || clock.instant().isBefore(row.expiresAt()))
        .map(row ->
            new Identity(
                "key:" + row.name(),
                row.role(),
                row.expiresAt(),
                new Identity.Key(row.id(), row.requestsPerMinute())))
        .findFirst();
  }

  @Transactional
  Issued issue(KeyOrder order, String actor) {
    Instant expires = order.expiresAt();
    if (expires != null && !expires.isAfter(clock.instant())) {
      throw ProblemException.invalid("expires_at", "must lie in the future");
    }
    return issue(order.name(), order.role(), order.requestsPerMinute(), expires, actor);
  }

  /// A new key with the rights of an old one, which ends at once.
  @Transactional
  Issued rotate(String keyId, String actor) {
    Row old = end(keyId, actor);
    return issue(old.name(), old.role(), old.requestsPerMinute(), old.expiresAt(), actor);
  }

  @Transactional
  void revoke(String keyId, String actor) {
    end(keyId, actor);
  }

  private Row end(String keyId, String actor) {
    Row held =
        statements.query(SELECT + " where key_id = ?", ApiKeys::row, keyId).stream()
            .findFirst()
            .orElseThrow(() -> ProblemException.unknown("key", keyId));
    if (held.revoked()) {
      throw new ProblemException(409, "ALREADY_REVOKED", "this key was revoked before");
    }
    statements.update("update control.api_key set revoked = true where key_id = ?", keyId);
    // Nobody stays in a session that was opened with it.
    statements.update("delete from control.session where key_id = ?", keyId);
    tell(held, true, actor);
    return held;
  }

  private Issued issue(
      String name,
      Role role,
      @Nullable Integer requestsPerMinute,
      @Nullable Instant expiresAt,
      String actor) {
    String key = PREFIX + Secrets.fresh();
    String hash = Secrets.hash(key);
    Row row =
        new Row(
            hash.substring(0, ID_LETTERS), hash, name, role, requestsPerMinute, expiresAt, false);
    statements.update(
        "insert into control.api_key (key_id, key_hash, name, role, requests_per_minute,"
            + " expires_at, revoked, actor, issued_at) values (?,?,?,?,?,?,false,?,?)",
        row.id(),
        hash,
        name,
        role.name(),
        requestsPerMinute,
        expiresAt,
        actor,
        clock.instant());
    tell(row, false, actor);
    return new Issued(row.id(), key);
  }

  private void tell(Row row, boolean revoked, String actor) {
    outbox.add(
        Topics.ACCESS_KEYS,
        row.hash(),
        AccessKeyIssued.newBuilder()
            .setKeyHash(row.hash())
            .setKeyId(row.id())
            .setRole(aifactory.event.Role.valueOf(row.role().name()))
            .setRequestsPerMinute(row.requestsPerMinute())
            .setExpiresAt(row.expiresAt())
            .setRevoked(revoked)
            .setActor(actor)
            .setIssuedAt(clock.instant())
            .build());
  }

  private static final String SELECT =
      "select key_id, key_hash, name, role, requests_per_minute, expires_at, revoked from"
          + " control.api_key";

  private static Row row(java.sql.ResultSet rows) throws java.sql.SQLException {
    java.sql.Timestamp expires = rows.getTimestamp("expires_at");
    return new Row(
        rows.getString("key_id"),
        rows.getString("key_hash"),
        rows.getString("name"),
        Role.valueOf(rows.getString("role")),
        (Integer) rows.getObject("requests_per_minute"),
        expires == null ? null : expires.toInstant(),
        rows.getBoolean("revoked"));
  }
}
