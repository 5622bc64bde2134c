package aifactory.crawler.politeness;

import aifactory.contract.url.WebUrl;
import aifactory.crawler.outcome.FetchOutcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a host's robots.txt says to us (RFC 9309): the rule with the longest matching path decides,
/// and of two as long the one that allows. Immutable.
public final class RobotsRules {
  private static final String ROBOTS_TXT = "/robots.txt";

  private static final Comparator<Rule> LONGEST_FIRST =
      Comparator.comparingInt((Rule rule) -> -rule.pattern.octets())
          .thenComparing(rule -> !rule.allow);

  private final List<Rule> rules;
  private final Optional<Duration> delay;
  private final List<String> sitemaps;
  private final List<String> signals;
  private final Optional<Obstacle> obstacle;

  /// Why robots.txt could not be read.
  ///
  /// @param retryAfter time to the next try
  public record Obstacle(FetchOutcome outcome, String detail, Duration retryAfter) {}

  /// One line that allows or disallows.
  ///
  /// @param path as written
  record Rule(boolean allow, String path, RobotsPattern pattern) {
    @Override
    public String toString() {
      return (allow ? "Allow: " : "Disallow: ") + path;
    }
  }

  /// An answer, and the rule that gave it; without one everything is allowed.
  public record Permission(boolean allowed, Optional<String> rule) {}

  private RobotsRules(
      RobotsText.Group group, Optional<Duration> delay, RobotsText text, Optional<Obstacle> why) {
    this.rules = group.rules().stream().sorted(LONGEST_FIRST).toList();
    this.delay = delay;
    this.sitemaps = List.copyOf(text.sitemaps());
    this.signals = List.copyOf(text.signals());
    this.obstacle = why;
  }

  /// No rules: everything is allowed. What a 4xx means.
  public static RobotsRules allowingAll() {
    return new RobotsRules(
        new RobotsText.Group(), Optional.empty(), new RobotsText(""), Optional.empty());
  }

  /// The rules cannot be read for now: nothing is allowed. What a 5xx or no answer means.
  public static RobotsRules unreadable(FetchOutcome outcome, String detail, Duration retryAfter) {
    return new RobotsRules(
        new RobotsText.Group(),
        Optional.empty(),
        new RobotsText(""),
        Optional.of(new Obstacle(outcome, detail, retryAfter)));
  }

  /// @param agent our name in robots.txt
  /// @param maxDelay longest delay that is obeyed; hosts that ask for more get this one
  public static RobotsRules parse(byte[] content, String agent, Duration maxDelay) {
    RobotsText text = new RobotsText(agent).read(content);
    Optional<Duration> delay =
        text.group()
            .delaySeconds()
            .filter(seconds -> seconds > 0)
            .map(seconds -> Math.min(seconds, maxDelay.toMillis() / 1000.0))
            .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
    return new RobotsRules(text.group(), delay, text, Optional.empty());
  }

  public boolean isPermitted(String url) {
    return permission(url).allowed();
  }

  /// Whether a URL, or a path of this host, may be fetched, and by which rule.
  public Permission permission(String url) {
    if (obstacle.isPresent()) {
      return new Permission(false, Optional.empty());
    }
    String path = pathOf(url);
    if (path.equals(ROBOTS_TXT)) {
      return new Permission(true, Optional.empty());
    }
    String normal = RobotsPattern.normalPath(path);
    return rules.stream()
        .filter(rule -> rule.pattern.matches(normal))
        .findFirst()
        .map(rule -> new Permission(rule.allow, Optional.of(rule.toString())))
        .orElseGet(() -> new Permission(true, Optional.empty()));
  }

  private static String pathOf(String url) {
    int hash = url.indexOf('#');
    String fallback = hash < 0 ? url : url.substring(0, hash);
    return WebUrl.parse(url)
        .map(parsed -> parsed.path() + (parsed.query() == null ? "" : "?" + parsed.query()))
        .orElse(fallback);
  }

  /// Why the rules are not known; empty when they are.
  public Optional<Obstacle> obstacle() {
    return obstacle;
  }

  /// Delay between requests that the host asks for.
  public Optional<Duration> delay() {
    return delay;
  }

  /// Sitemaps that the host announces, as written.
  public List<String> sitemaps() {
    return sitemaps;
  }

  /// What the host says of the use of its content: `search=yes, ai-train=no`.
  public List<String> signals() {
    return signals;
  }
}
