package aifactory.crawler;

import aifactory.contract.id.CanonicalUrl;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.crawler.fetch.FetchResponse;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.politeness.OriginCache;
import aifactory.crawler.politeness.RobotsPolicy;
import aifactory.crawler.politeness.RobotsRules;
import aifactory.crawler.source.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads robots.txt from the network for the cache: follows up to five redirects, each guarded like
/// any request; takes the first 500 KiB.
public final class RobotsGate {
  private static final int MAX_REDIRECTS = 5;

  private final Terms terms;
  private final PolitePages pages;
  private final OriginCache<RobotsRules> publicRules;
  private final OriginCache<RobotsRules> localRules;

  /// @param respect false = robots.txt is not asked for (`CRAWLER_RESPECT_ROBOTS=0`)
  /// @param policy what answers mean
  /// @param keep how long rules are believed
  public record Terms(boolean respect, RobotsPolicy policy, Duration keep) {}

  public RobotsGate(PolitePages pages, Terms terms, InstantSource clock) {
    this.pages = pages;
    this.terms = terms;
    // Two caches: what an allow-listed source may read says nothing about a public one.
    this.publicRules = new OriginCache<>(this::life, clock);
    this.localRules = new OriginCache<>(this::life, clock);
  }

  private Duration life(RobotsRules rules) {
    return rules.obstacle().map(RobotsRules.Obstacle::retryAfter).orElse(terms.keep());
  }

  /// @param attempt which try of the page this is, from 1: its host's rules are asked for at the
  ///   same address
  RobotsRules rulesOf(CanonicalUrl url, Source source, int attempt) {
    if (!terms.respect()) {
      return RobotsRules.allowingAll();
    }
    boolean local = source.localAllowed();
    Asked asked = new Asked(url.origin(), local, attempt);
    return (local ? localRules : publicRules).of(url.origin(), before -> load(asked, before));
  }

  /// Whose rules, and where they are asked for.
  private record Asked(String origin, boolean localAllowed, int attempt) {}

  private RobotsRules load(Asked asked, @Nullable RobotsRules before) {
    try {
      RobotsRules rules = read(asked, before);
      // A request that was broken off from here says nothing about the host.
      return Thread.currentThread().isInterrupted() ? closing() : rules;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return closing();
    }
  }

  private static RobotsRules closing() {
    return RobotsRules.unreadable(FetchOutcome.POSTPONED, "closing", Duration.ZERO);
  }

  private RobotsRules read(Asked asked, @Nullable RobotsRules before) throws InterruptedException {
    Optional<CanonicalUrl> url = CanonicalUrl.parse(asked.origin + "/robots.txt");
    for (int hop = 0; hop <= MAX_REDIRECTS && url.isPresent(); hop++) {
      FetchRequest request = request(url.get(), asked.localAllowed);
      switch (hop == 0 ? pages.ask(request, Duration.ZERO, asked.attempt) : pages.led(request)) {
        case PolitePages.Answer.NotYet(String address, long millis) -> {
          return RobotsRules.unreadable(
              FetchOutcome.POSTPONED, "not its turn at " + address, Duration.ofMillis(millis));
        }
        case PolitePages.Answer.Given(FetchResponse answer, var started) -> {
          if (answer.outcome() != FetchOutcome.REDIRECTED) {
            return spaced(asked.origin, answer, before);
          }
          url = answer.header("location").flatMap(url.get()::resolve);
        }
      }
    }
    return RobotsRules.allowingAll(); // RFC 9309, 2.3.1.2: more redirects may count as unavailable
  }

  private RobotsRules spaced(String origin, FetchResponse answer, @Nullable RobotsRules before) {
    String detail = String.valueOf(answer.detail());
    RobotsRules rules =
        terms.policy().rules(answer.outcome(), answer.status(), detail, answer.body(), before);
    CanonicalUrl.parse(origin)
        .ifPresent(site -> pages.space(site.hostAndPort(), rules.delay().orElse(Duration.ZERO)));
    return rules;
  }

  private static FetchRequest request(CanonicalUrl url, boolean localAllowed) {
    return new FetchRequest(
        url.text(), localAllowed, Set.of(), RobotsPolicy.MAX_BYTES, true, null, null);
  }
}
