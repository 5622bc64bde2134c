package aifactory.crawler.politeness;

import aifactory.crawler.outcome.FetchOutcome;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an answer to the request for robots.txt means (RFC 9309, 2.3.1): rules, freedom or silence.
///
/// @param agent our name in robots.txt
/// @param maxDelay longest Crawl-delay that is obeyed
/// @param maxRetry longest time until robots.txt is asked for again after it could not be read
public record RobotsPolicy(String agent, Duration maxDelay, Duration maxRetry) {
  /// RFC 9309, 2.5.
  public static final int MAX_BYTES = RobotsText.MAX_BYTES;

  private static final int TOO_MANY_REQUESTS = 429;

  /// A connection that broke once says little: the second try comes soon, the next ones ever later.
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  /// @param status null when there was no answer
  /// @param detail what went wrong, for people
  /// @param body empty unless the outcome is FETCHED
  /// @param before what was known until now; null = nothing
  public RobotsRules rules(
      FetchOutcome outcome,
      @Nullable Integer status,
      String detail,
      byte[] body,
      @Nullable RobotsRules before) {
    if (status != null && status == TOO_MANY_REQUESTS) {
      return RobotsRules.allowingAll(); // a 4xx like any other; pages it throttles back off alone
    }
    return switch (outcome) {
      case FETCHED -> RobotsRules.parse(body, agent, maxDelay);
      case GONE, REFUSED, REDIRECTED -> RobotsRules.allowingAll();
      case SERVER_ERROR, THROTTLED ->
          RobotsRules.unreadable(FetchOutcome.ROBOTS_UNAVAILABLE, detail, retryAfter(before));
      default -> RobotsRules.unreadable(outcome, detail, retryAfter(before));
    };
  }

  private Duration retryAfter(@Nullable RobotsRules before) {
    Duration next =
        Optional.ofNullable(before)
            .flatMap(RobotsRules::obstacle)
            .filter(obstacle -> obstacle.outcome() != FetchOutcome.POSTPONED) // it was not asked
            .map(obstacle -> obstacle.retryAfter().multipliedBy(2))
            .orElse(FIRST_RETRY);
    return next.compareTo(maxRetry) < 0 ? next : maxRetry;
  }
}
