package aifactory.crawler;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.Network;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.politeness.HostThrottle;
import aifactory.crawler.politeness.OpenRequests;
import aifactory.crawler.politeness.RequestSlots;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Every request of the crawler, in its turn: the address is found first, then a place and a start
/// at the host and at that address are waited for, then exactly that address is asked. Thread-safe.
public final class PolitePages {
  private static final int MAX_ASKED = 20_000;

  private final Network network;
  private final HostThrottle throttle;
  private final Terms terms;
  private final InstantSource clock;
  private final Predicate<String> owned;
  private final RequestSlots slots;
  private final OpenRequests open = new OpenRequests();
  private final Map<String, Duration> askedIntervals = new ConcurrentHashMap<>();

  /// @param publicHosts spacing and bound for hosts of the world
  /// @param localHosts the same for allow-listed local hosts
  /// @param slots requests at once, over all hosts
  /// @param patience longest wait for a turn
  public record Terms(
      HostThrottle.Limits publicHosts,
      HostThrottle.Limits localHosts,
      RequestSlots slots,
      Duration patience) {}

  /// What became of a request.
  public sealed interface Answer {
    /// It was made, or has nowhere to go.
    ///
    /// @param started when its turn came
    record Given(FetchResponse response, Instant started) implements Answer {}

    /// Its turn is too far away, or there is another crawler who asks at that address.
    ///
    /// @param address where it would have gone
    /// @param millis time to its turn
    record NotYet(String address, long millis) implements Answer {}
  }

  /// @param owned whether an address is this crawler's to ask
  public PolitePages(
      Network network,
      HostThrottle throttle,
      Terms terms,
      Predicate<String> owned,
      InstantSource clock) {
    this.owned = owned;
    this.network = network;
    this.throttle = throttle;
    this.terms = terms;
    this.clock = clock;
    this.slots = terms.slots();
  }

  /// From now on a host's requests, whoever makes them, keep the interval that it asks for.
  ///
  /// @param host with its port
  /// @param interval zero = none
  public void space(String host, Duration interval) {
    if (interval.isZero()) {
      askedIntervals.remove(host);
      return;
    }
    if (askedIntervals.size() > MAX_ASKED) {
      askedIntervals.clear(); // a page's request tells its host's again
    }
    askedIntervals.put(host, interval);
  }

  /// Where a request would go; empty = nowhere.
  ///
  /// @param attempt which try this is, from 1
  public Optional<String> addressOf(FetchRequest request, int attempt) {
    return network.locate(request, attempt) instanceof Network.Location.At(InetAddress address)
        ? Optional.of(address.getHostAddress())
        : Optional.empty();
  }

  /// Whether this crawler is who asks at an address: hosts that share one are spaced by one.
  public boolean isOurs(String address) {
    return owned.test(address);
  }

  /// Ends what waits for its turn or is under way at addresses that are another crawler's now.
  public void breakOffWhatIsNotOurs() {
    open.breakOff(owned);
  }

  /// @param asked interval that the host asks for
  /// @param attempt which try this is, from 1
  public Answer ask(FetchRequest request, Duration asked, int attempt) throws InterruptedException {
    return ask(new Wish(request, asked, attempt, terms.patience(), false));
  }

  /// Where a redirect led: an address that is another crawler's is asked all the same, as nobody
  /// else would follow from here.
  public Answer led(FetchRequest request) throws InterruptedException {
    return ask(new Wish(request, Duration.ZERO, 1, terms.patience(), true));
  }

  /// A request to be made.
  ///
  /// @param anywhere false = at our own addresses only
  private record Wish(
      FetchRequest request, Duration asked, int attempt, Duration patience, boolean anywhere) {}

  private Answer ask(Wish wish) throws InterruptedException {
    return switch (network.locate(wish.request, wish.attempt)) {
      case Network.Location.Nowhere(FetchResponse response) ->
          new Answer.Given(response, clock.instant());
      case Network.Location.At(InetAddress address) -> own(wish, address);
    };
  }

  /// For who can wait, at whatever address: a request whose turn is further away than `patience`
  /// fails.
  public PageSource within(Duration patience) {
    return request -> waiting(new Wish(request, Duration.ZERO, 1, patience, true));
  }

  /// The same at our own addresses only.
  ///
  /// @param attempt which try of its page this belongs to, from 1
  public FetchResponse fetch(FetchRequest request, int attempt, Duration patience) {
    return waiting(new Wish(request, Duration.ZERO, attempt, patience, false));
  }

  private FetchResponse waiting(Wish wish) {
    try {
      return switch (ask(wish)) {
        case Answer.Given(FetchResponse response, var started) -> response;
        case Answer.NotYet(String address, long millis) ->
            failed(FetchOutcome.POSTPONED, "%s is busy for %d ms".formatted(address, millis));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(FetchOutcome.POSTPONED, "closing");
    }
  }

  /// Asks as long as the address is ours: from before the wait for a turn to the answer.
  private Answer own(Wish wish, InetAddress address) throws InterruptedException {
    String at = address.getHostAddress();
    if (!owned.test(at)) {
      return wish.anywhere ? inTurn(wish, address, false) : new Answer.NotYet(at, 0);
    }
    try (OpenRequests.Open request = open.begin(at)) {
      Answer answer;
      try {
        answer = inTurn(wish, address, true);
      } catch (InterruptedException e) {
        if (request.isBrokenOff()) {
          return new Answer.NotYet(at, 0);
        }
        throw e;
      }
      return request.isBrokenOff() && isWithoutEnd(answer) ? new Answer.NotYet(at, 0) : answer;
    }
  }

  private static boolean isWithoutEnd(Answer answer) {
    return answer instanceof Answer.Given(FetchResponse response, var started)
        && response.outcome().meaning() == FetchOutcome.Meaning.TRANSIENT;
  }

  /// @param ours false = it is asked although it is another crawler's
  private Answer inTurn(Wish wish, InetAddress address, boolean ours) throws InterruptedException {
    FetchRequest request = wish.request;
    String at = address.getHostAddress();
    String host =
        CanonicalUrl.parse(request.url()).map(CanonicalUrl::hostAndPort).orElse(request.url());
    Duration told = askedIntervals.getOrDefault(host, Duration.ZERO);
    HostThrottle.Limits limits =
        limits(request, wish.asked.compareTo(told) > 0 ? wish.asked : told);
    try (HostThrottle.Place place = throttle.enter(host, limits)) {
      slots.acquire();
      try {
        OptionalLong wait = throttle.awaitStart(host, at, limits, wish.patience);
        Instant started = clock.instant();
        if (wait.isPresent()) {
          return new Answer.NotYet(at, wait.getAsLong());
        }
        return !ours || owned.test(at)
            ? new Answer.Given(
                network.fetch(request, address, () -> throttle.sent(host, at, limits)), started)
            : new Answer.NotYet(at, 0);
      } finally {
        slots.release();
      }
    }
  }

  private HostThrottle.Limits limits(FetchRequest request, Duration asked) {
    HostThrottle.Limits usual = request.localAllowed() ? terms.localHosts() : terms.publicHosts();
    Duration interval = asked.compareTo(usual.interval()) > 0 ? asked : usual.interval();
    return new HostThrottle.Limits(interval, usual.concurrency());
  }

  private static FetchResponse failed(FetchOutcome outcome, String detail) {
    return new FetchResponse(outcome, detail, null, null, Map.of(), new byte[0]);
  }
}
