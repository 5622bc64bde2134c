package aifactory.inference.access;

import aifactory.access.RequestRates;
import aifactory.contract.id.Sha256;
import aifactory.event.AccessKeyIssued;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// API keys by hash, as the console issued them, with the requests per minute that each may make.
/// Thread-safe.
///
/// Where keys are not required (the service listens on loopback), a request without a key and one
/// with a key that nobody issued pass, because clients insist on sending some; a revoked or expired
/// key never passes.
public final class AccessKeys {
  private final Map<String, AccessKeyIssued> byHash = new ConcurrentHashMap<>();
  private final RequestRates rates;
  private final InstantSource clock;
  private final boolean required;

  /// @param required only issued keys pass
  public AccessKeys(InstantSource clock, boolean required) {
    this.clock = clock;
    this.required = required;
    this.rates = new RequestRates(clock);
  }

  /// Why a request may not be answered.
  ///
  /// @param retrySeconds when it may be asked again; 0 = the key will never do
  public record Objection(String message, int retrySeconds) {
    static Objection toKey(String message) {
      return new Objection(message, 0);
    }
  }

  /// Takes in what the console says of a key.
  public void accept(AccessKeyIssued event) {
    byHash.put(event.getKeyHash(), event);
  }

  /// Counts a request and says why it may not be answered; empty = it may.
  public Optional<Objection> objection(@Nullable String key) {
    if (key == null) {
      return required ? Optional.of(Objection.toKey("an API key is needed")) : Optional.empty();
    }
    String hash = Sha256.hex(key);
    AccessKeyIssued issued = byHash.get(hash);
    if (issued == null) {
      return required
          ? Optional.of(Objection.toKey("nobody issued this API key"))
          : Optional.empty();
    }
    if (issued.getRevoked()) {
      return Optional.of(Objection.toKey("the API key was revoked"));
    }
    Instant end = issued.getExpiresAt();
    if (end != null && !clock.instant().isBefore(end)) {
      return Optional.of(Objection.toKey("the API key has expired"));
    }
    Integer perMinute = issued.getRequestsPerMinute();
    int wait = perMinute == null ? 0 : rates.secondsToWait(hash, perMinute);
    return wait == 0
        ? Optional.empty()
        : Optional.of(new Objection("more than %d requests a minute".formatted(perMinute), wait));
  }
}
