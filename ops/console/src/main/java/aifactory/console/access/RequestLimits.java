package aifactory.console.access;

import aifactory.access.RequestRates;
import aifactory.console.access.Gatekeeper.Finding;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How many requests a minute somebody may make: with a key as many as it was issued with, else the
/// usual number, in a session of no key and from an address of which nothing else is known the
/// usual number. The admin token is not counted. Thread-safe.
final class RequestLimits {
  private final int usual;
  private final RequestRates rates;

  /// @param usual 0 = any number
  RequestLimits(int usual, InstantSource clock) {
    this.usual = usual;
    this.rates = new RequestRates(clock);
  }

  /// Counts a request and says whether it is one too many.
  Optional<Finding.TooFast> tooFast(Finding finding, String address) {
    return switch (finding) {
      case Finding.Known known -> of(known.identity().key());
      case Finding.InSession session when session.identity().key() != null ->
          of(session.identity().key());
      case Finding.InSession session -> of("session " + session.proof(), usual, "in this session");
      case Finding.Nobody nobody -> of("address " + address, usual, "from your address");
      case Finding.Wrong wrong -> of("address " + address, usual, "from your address");
      case Finding.TooMany tooMany -> Optional.empty();
      case Finding.TooFast tooFast -> Optional.of(tooFast);
    };
  }

  private Optional<Finding.TooFast> of(Identity.@Nullable Key key) {
    if (key == null) {
      return Optional.empty();
    }
    Integer own = key.perMinute();
    return of("key " + key.id(), own == null ? usual : own, "with this key");
  }

  private Optional<Finding.TooFast> of(String asker, int perMinute, String asking) {
    int wait = rates.secondsToWait(asker, perMinute);
    return wait == 0 ? Optional.empty() : Optional.of(new Finding.TooFast(asking, perMinute, wait));
  }
}
