package aifactory.inference.access;

import aifactory.contract.id.Sha256;
import aifactory.event.AccessKeyIssued;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// API keys by hash, as the console issued them. Thread-safe.
///
/// Thin for now: the service listens on loopback and is open there, so a request without a key and
/// one with a key that nobody issued (clients insist on sending some) pass; one with a revoked or
/// expired key does not. Limits per key are not enforced yet.
public final class AccessKeys {
  private final Map<String, AccessKeyIssued> byHash = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public AccessKeys(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes in what the console says of a key.
  public void accept(AccessKeyIssued event) {
    byHash.put(event.getKeyHash(), event);
  }

  /// Why this key may not be used; null = it may.
  public @Nullable String objection(String key) {
    AccessKeyIssued issued = byHash.get(Sha256.hex(key));
    if (issued == null) {
      return null;
    }
    if (issued.getRevoked()) {
      return "the API key was revoked";
    }
    Instant end = issued.getExpiresAt();
    return end != null && !clock.instant().isBefore(end) ? "the API key has expired" : null;
  }
}
