package aifactory.crawler;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.fetch.Network;
import aifactory.crawler.fetch.PageSource;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.politeness.HostThrottle;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Every request of the crawler, in its turn: the address is found first, then a place and a start
/// at the host and at that address are waited for, then exactly that address is asked. Thread-safe.
public final class PolitePages {
  private static final int MAX_ASKED = 20_000;

  private final Network network;
  private final HostThrottle throttle;
  private final Terms terms;
  private final InstantSource clock;
  private final Semaphore workers;
  private final Map<String, Duration> askedIntervals = new ConcurrentHashMap<>();

  /// @param publicHosts spacing and bound for hosts of the world
  /// @param localHosts the same for allow-listed local hosts
  /// @param workers requests at once, over all hosts
  /// @param patience longest wait for a turn
  public record Terms(
      HostThrottle.Limits publicHosts,
      HostThrottle.Limits localHosts,
      int workers,
      Duration patience) {}

  /// What became of a request.
  public sealed interface Answer {
    /// It was made, or has nowhere to go.
    ///
    /// @param started when its turn came
    record Given(FetchResponse response, Instant started) implements Answer {}

    /// Its turn is too far away.
    ///
    /// @param address where it would have gone
    /// @param millis time to its turn
    record NotYet(String address, long millis) implements Answer {}
  }

  public PolitePages(Network network, HostThrottle throttle, Terms terms, InstantSource clock) {
    this.network = network;
    this.throttle = throttle;
    this.terms = terms;
    this.clock = clock;
    this.workers = new Semaphore(terms.workers(), true);
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

  /// @param asked interval that the host asks for
  /// @param attempt which try this is, from 1
  public Answer ask(FetchRequest request, Duration asked, int attempt) throws InterruptedException {
    return ask(request, asked, attempt, terms.patience());
  }

  private Answer ask(FetchRequest request, Duration asked, int attempt, Duration patience)
      throws InterruptedException {
    return switch (network.locate(request, attempt)) {
      case Network.Location.Nowhere(FetchResponse response) ->
          new Answer.Given(response, clock.instant());
      case Network.Location.At(InetAddress address) -> inTurn(request, address, asked, patience);
    };
  }

  /// The same for who can wait: a request whose turn is further away than `patience` fails.
  public PageSource within(Duration patience) {
    return request -> {
      try {
        return switch (ask(request, Duration.ZERO, 1, patience)) {
          case Answer.Given(FetchResponse response, var started) -> response;
          case Answer.NotYet(String address, long millis) ->
              failed(FetchOutcome.POSTPONED, "%s is busy for %d ms".formatted(address, millis));
        };
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failed(FetchOutcome.POSTPONED, "closing");
      }
    };
  }

  private Answer inTurn(
      FetchRequest request, InetAddress address, Duration asked, Duration patience)
      throws InterruptedException {
    String host =
        CanonicalUrl.parse(request.url()).map(CanonicalUrl::hostAndPort).orElse(request.url());
    Duration told = askedIntervals.getOrDefault(host, Duration.ZERO);
    HostThrottle.Limits limits = limits(request, asked.compareTo(told) > 0 ? asked : told);
    try (HostThrottle.Place place = throttle.enter(host, limits)) {
      workers.acquire();
      try {
        OptionalLong wait = throttle.awaitStart(host, address.getHostAddress(), limits, patience);
        Instant started = clock.instant();
        return wait.isPresent()
            ? new Answer.NotYet(address.getHostAddress(), wait.getAsLong())
            : new Answer.Given(
                network.fetch(
                    request, address, () -> throttle.sent(host, address.getHostAddress(), limits)),
                started);
      } finally {
        workers.release();
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
