package aifactory.crawler.politeness;

import aifactory.crawler.outcome.FetchOutcome;
import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a host's robots.txt says to us (RFC 9309). Immutable.
public final class RobotsRules {
  private final BaseRobotRules rules;
  private final Optional<Duration> delay;
  private final Optional<Obstacle> obstacle;

  /// Why robots.txt could not be read.
  ///
  /// @param retryAfter time to the next try
  public record Obstacle(FetchOutcome outcome, String detail, Duration retryAfter) {}

  private RobotsRules(BaseRobotRules rules, Optional<Duration> delay, Optional<Obstacle> obstacle) {
    this.rules = rules;
    this.delay = delay;
    this.obstacle = obstacle;
  }

  /// No rules: everything is allowed. What a 4xx means.
  public static RobotsRules allowingAll() {
    return new RobotsRules(
        new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), Optional.empty(), Optional.empty());
  }

  /// The rules cannot be read for now: nothing is allowed. What a 5xx or no answer means.
  public static RobotsRules unreadable(FetchOutcome outcome, String detail, Duration retryAfter) {
    return new RobotsRules(
        new SimpleRobotRules(RobotRulesMode.ALLOW_NONE),
        Optional.empty(),
        Optional.of(new Obstacle(outcome, detail, retryAfter)));
  }

  /// @param productToken our name in robots.txt
  /// @param maxDelay longest delay that is obeyed; hosts that ask for more get this one
  public static RobotsRules parse(
      String url, byte[] content, String productToken, Duration maxDelay) {
    SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
    BaseRobotRules rules =
        parser.parseContent(
            url, content, "text/plain", List.of(productToken.toLowerCase(Locale.ROOT)));
    long asked = rules.getCrawlDelay();
    Optional<Duration> delay =
        asked > 0
            ? Optional.of(Duration.ofMillis(Math.min(asked, maxDelay.toMillis())))
            : Optional.empty();
    return new RobotsRules(rules, delay, Optional.empty());
  }

  public boolean isPermitted(String url) {
    return rules.isAllowed(url);
  }

  /// Why the rules are not known; empty when they are.
  public Optional<Obstacle> obstacle() {
    return obstacle;
  }

  /// Delay between requests that the host asks for.
  public Optional<Duration> delay() {
    return delay;
  }
}
