package aifactory.crawler.politeness;

import aifactory.crawler.outcome.FetchOutcome;
import java.time.Duration;

/// What an answer to the request for robots.txt means (RFC 9309, 2.3.1): rules, freedom or silence.
///
/// @param agent our name in robots.txt
/// @param maxDelay longest Crawl-delay that is obeyed
/// @param keepUnavailable time until robots.txt is asked for again after it could not be read
public record RobotsPolicy(String agent, Duration maxDelay, Duration keepUnavailable) {
  /// RFC 9309, 2.5.
  public static final int MAX_BYTES = RobotsText.MAX_BYTES;

  /// @param detail what went wrong, for people
  /// @param body empty unless the outcome is FETCHED
  public RobotsRules rules(FetchOutcome outcome, String detail, byte[] body) {
    return switch (outcome) {
      case FETCHED -> RobotsRules.parse(body, agent, maxDelay);
      case GONE, REFUSED, REDIRECTED -> RobotsRules.allowingAll();
      case SERVER_ERROR, THROTTLED ->
          RobotsRules.unreadable(FetchOutcome.ROBOTS_UNAVAILABLE, detail, keepUnavailable);
      default -> RobotsRules.unreadable(outcome, detail, keepUnavailable);
    };
  }
}
