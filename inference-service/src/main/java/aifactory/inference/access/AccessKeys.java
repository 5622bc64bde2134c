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

/// API keys by hash, as the console issued them, with the requests per minute that each may make; a
/// key without a number, and an address that asks without a key, make the usual number.
/// Thread-safe.
///
/// Where keys are not required (the service listens on loopback), a request without a key and one
/// with a key that nobody issued pass, because clients insist on sending some; a revoked or expired
/// key never passes. Whoever asks by a name that is not this machine's needs an issued key there,
/// too: it is the page of a foreign host whose name was made to lead here.
public final class AccessKeys {
  private final Map<String, AccessKeyIssued> byHash = new ConcurrentHashMap<>();
  private final RequestRates rates;
  private final InstantSource clock;
  private final boolean required;
  private final int usualPerMinute;

  /// @param required only issued keys pass
  /// @param usualPerMinute requests of who has no number of their own; 0 = any number
  public AccessKeys(InstantSource clock, boolean required, int usualPerMinute) {
    this.clock = clock;
    this.required = required;
    this.usualPerMinute = usualPerMinute;
    this.rates = new RequestRates(clock);
  }

  /// Who asks.
  ///
  /// @param byAForeignName the service, which listens on loopback, was called by a name that is not
  ///   this machine's
  public record Asker(@Nullable String key, String address, boolean byAForeignName) {}

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
  public Optional<Objection> objection(Asker asker) {
    boolean needed = required || asker.byAForeignName();
    String hash = asker.key() == null ? null : Sha256.hex(asker.key());
    AccessKeyIssued issued = hash == null ? null : byHash.get(hash);
    if (hash == null || issued == null) {
      return needed
          ? Optional.of(
              Objection.toKey(hash == null ? "an API key is needed" : "nobody issued this API key"))
          : haste(asker.address(), usualPerMinute);
    }
    if (issued.getRevoked()) {
      return Optional.of(Objection.toKey("the API key was revoked"));
    }
    Instant end = issued.getExpiresAt();
    if (end != null && !clock.instant().isBefore(end)) {
      return Optional.of(Objection.toKey("the API key has expired"));
    }
    Integer own = issued.getRequestsPerMinute();
    return haste(hash, own == null ? usualPerMinute : own);
  }

  private Optional<Objection> haste(String asker, int perMinute) {
    int wait = rates.secondsToWait(asker, perMinute);
    return wait == 0
        ? Optional.empty()
        : Optional.of(new Objection("more than %d requests a minute".formatted(perMinute), wait));
  }
}
