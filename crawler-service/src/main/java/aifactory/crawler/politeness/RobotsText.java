package aifactory.crawler.politeness;

import aifactory.contract.content.CharsetDecision;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the text of a robots.txt for one crawler (RFC 9309): the groups that name it, merged; else
/// the groups for all, merged. Other records never end a group. One use each.
final class RobotsText {
  /// RFC 9309, 2.5: at least 500 KiB must be parsed; nothing beyond is.
  static final int MAX_BYTES = 500 * 1024;

  private static final String ALL = "*";
  private static final Pattern PRODUCT = Pattern.compile("([A-Za-z][\\w.-]*)/\\d");

  /// Products that every browser names.
  private static final Set<String> EVERYBODY =
      Set.of("mozilla", "applewebkit", "chrome", "safari", "gecko", "firefox");

  // what people type
  private static final Set<String> USER_AGENT =
      Set.of("user-agent", "useragent", "user agent", "useg-agent", "user-agents");
  private static final Set<String> ALLOW = Set.of("allow", "alow", "allaw");
  private static final Set<String> DISALLOW =
      Set.of("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw", "desallow");
  private static final Set<String> DELAY = Set.of("crawl-delay", "crawldelay", "crawl delay");
  private static final Set<String> SITEMAP = Set.of("sitemap", "site-map");

  private final Set<String> agents;
  private final Group ours = new Group();
  private final Group everyones = new Group();
  private final List<String> sitemaps = new ArrayList<>();
  private final List<String> signals = new ArrayList<>();

  private boolean agentSeen;
  private boolean named;
  private boolean inOurs;
  private boolean inEveryones;
  private boolean readsRules;

  /// @param agent our product token, or our whole `User-Agent`
  RobotsText(String agent) {
    this.agents = tokens(agent);
  }

  /// Rules of one or more groups.
  static final class Group {
    private final List<RobotsRules.Rule> rules = new ArrayList<>();
    private @Nullable Double delaySeconds;

    List<RobotsRules.Rule> rules() {
      return rules;
    }

    Optional<Double> delaySeconds() {
      return Optional.ofNullable(delaySeconds);
    }
  }

  RobotsText read(byte[] content) {
    byte[] parsed = content.length > MAX_BYTES ? Arrays.copyOf(content, MAX_BYTES) : content;
    text(parsed).lines().forEach(this::line);
    return this;
  }

  /// The group that counts for us.
  Group group() {
    return named ? ours : everyones;
  }

  List<String> sitemaps() {
    return sitemaps;
  }

  /// Values of `Content-Signal` lines that concern us.
  List<String> signals() {
    return signals;
  }

  private static String text(byte[] content) {
    Optional<Charset> wide = wide(content);
    return wide.isPresent()
        ? new String(content, wide.get())
        : CharsetDecision.decoded(content, "text/plain");
  }

  /// ASCII in UTF-16 without a mark has a zero in every other byte.
  private static Optional<Charset> wide(byte[] content) {
    if (content.length < 4 || content[0] == (byte) 0xFF || content[0] == (byte) 0xFE) {
      return Optional.empty();
    }
    if (content[1] == 0 && content[3] == 0 && content[0] != 0) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    boolean big = content[0] == 0 && content[2] == 0 && content[1] != 0;
    return big ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
  }

  private void line(String written) {
    int hash = written.indexOf('#');
    String line = (hash < 0 ? written : written.substring(0, hash)).strip();
    int colon = line.indexOf(':');
    // a colon forgotten: the first white space separates
    int split = colon >= 0 ? colon : firstSpace(line);
    if (split > 0 && split < line.length()) {
      record(
          line.substring(0, split).strip().toLowerCase(Locale.ROOT),
          line.substring(split + 1).strip());
    }
  }

  private static int firstSpace(String line) {
    int at = 0;
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private void record(String key, String value) {
    if (USER_AGENT.contains(key)) {
      agentLine(value);
    } else if (ALLOW.contains(key)) {
      rule(true, value);
    } else if (DISALLOW.contains(key)) {
      rule(false, value);
    } else if (DELAY.contains(key)) {
      seconds(value).ifPresent(delay -> groups().forEach(group -> delay(group, delay)));
    } else if (SITEMAP.contains(key) && !value.isEmpty()) {
      sitemaps.add(value);
    } else if (key.equals("content-signal") && (inOurs || inEveryones || !agentSeen)) {
      signals.add(value);
    }
  }

  private void agentLine(String value) {
    agentSeen = true;
    if (readsRules) {
      readsRules = false;
      inOurs = false;
      inEveryones = false;
    }
    if (value.startsWith(ALL)) {
      inEveryones = true;
    } else if (agents.contains(token(value))) {
      inOurs = true;
      named = true;
    }
  }

  /// `Mozilla/5.0 (compatible; FooBot/2.1)` → `foobot`
  private static Set<String> tokens(String agent) {
    Set<String> tokens =
        PRODUCT
            .matcher(agent)
            .results()
            .map(match -> match.group(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(HashSet::new));
    tokens.add(token(agent));
    tokens.remove("");
    if (tokens.size() > 1) {
      tokens.removeAll(EVERYBODY);
    }
    return tokens;
  }

  /// `FooBot/2.1 (+http://…)` → `foobot`
  private static String token(String agent) {
    int end = 0;
    while (end < agent.length() && "/ \t;,(*".indexOf(agent.charAt(end)) < 0) {
      end++;
    }
    return agent.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private void rule(boolean allow, String path) {
    readsRules = true;
    if (!path.isEmpty()) { // an empty one says nothing
      RobotsRules.Rule rule = new RobotsRules.Rule(allow, path, new RobotsPattern(path));
      groups().forEach(group -> group.rules.add(rule));
    }
  }

  private Stream<Group> groups() {
    return Stream.concat(
        inOurs ? Stream.of(ours) : Stream.empty(),
        inEveryones ? Stream.of(everyones) : Stream.empty());
  }

  /// Of several, the longest is meant for the most cautious.
  private static void delay(Group group, double seconds) {
    group.delaySeconds =
        group.delaySeconds == null ? seconds : Math.max(group.delaySeconds, seconds);
  }

  private static Optional<Double> seconds(String value) {
    try {
      double seconds = Double.parseDouble(value.replace(',', '.'));
      return seconds >= 0 && Double.isFinite(seconds) ? Optional.of(seconds) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
