package aifactory.crawler.politeness;

import aifactory.crawler.outcome.FetchOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an answer to the request for robots.txt means (RFC 9309, 2.3.1): rules, freedom or silence.
///
/// @param agent our name in robots.txt
/// @param maxDelay longest Crawl-delay that is obeyed
/// @param keepUnavailable time until robots.txt is asked for again after it could not be read
public record RobotsPolicy(String agent, Duration maxDelay, Duration keepUnavailable) {
  /// RFC 9309, 2.5.
  public static final int MAX_BYTES = RobotsText.MAX_BYTES;

  private static final int TOO_MANY_REQUESTS = 429;

  /// @param status null when there was no answer
  /// @param detail what went wrong, for people
  /// @param body empty unless the outcome is FETCHED
  public RobotsRules rules(
      FetchOutcome outcome, @Nullable Integer status, String detail, byte[] body) {
    if (status != null && status == TOO_MANY_REQUESTS) {
      return RobotsRules.allowingAll(); // a 4xx like any other; pages it throttles back off alone
    }
    return switch (outcome) {
      case FETCHED -> RobotsRules.parse(body, agent, maxDelay);
      case GONE, REFUSED, REDIRECTED -> RobotsRules.allowingAll();
      case SERVER_ERROR, THROTTLED ->
          RobotsRules.unreadable(FetchOutcome.ROBOTS_UNAVAILABLE, detail, keepUnavailable);
      default -> RobotsRules.unreadable(outcome, detail, keepUnavailable);
    };
  }
}
