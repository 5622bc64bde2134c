package aifactory.crawler.conformance;

import aifactory.crawler.politeness.RobotsRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Files of robots.txt rules with what RFC 9309 makes of them. The answers were worked out by hand
/// from the RFC and the comments in the files.
public final class RobotsConformance {
  private static final Duration MAX_DELAY = Duration.ofMinutes(10);

  // spotless:off : file | agent | path | allowed, or "delay N" or "sitemap URL"
  private static final String TABLE = """
      rfc9309-example-simple-robots.txt|foobot|/example/page.html|true
      rfc9309-example-simple-robots.txt|foobot|/example/allowed.gif|true
      rfc9309-example-simple-robots.txt|foobot|/|false
      rfc9309-example-simple-robots.txt|barbot|/example/page.html|false
      rfc9309-example-simple-robots.txt|quxbot|/example/page.html|true
      rfc9309-example-simple-robots.txt|anybot|/x.gif|false
      rfc9309-example-simple-robots.txt|anybot|/example/x.html|false
      rfc9309-example-simple-robots.txt|anybot|/publications/x|true
      rfc9309-example-longest-match-robots.txt|foobot|/example/page/|true
      rfc9309-example-longest-match-robots.txt|foobot|/example/page/disallowed.gif|false
      rfc9309-example-rule-group-merging.txt|ExampleBot|/foo|false
      rfc9309-example-rule-group-merging.txt|ExampleBot|/bar|false
      rfc9309-example-rule-group-merging.txt|ExampleBot|/baz|false
      rfc9309-example-rule-group-merging.txt|OtherBot|/foo|false
      rfc9309-example-rule-group-merging.txt|BazBot|/foo|true
      crawl-delay-group-merging.txt|mybot|/private/x|false
      crawl-delay-group-merging.txt|yourbot|/private/x|false
      crawl-delay-group-merging.txt|yourbot|/login/x|false
      crawl-delay-group-merging.txt|mybot|/|delay 10
      crawl-delay-group-merging.txt|anybot|/|delay 30
      crawl-delay-group-merging.txt|anybot|/private/x|true
      extensions-group-merging.txt|mybot|/private/x|false
      extensions-group-merging.txt|yourbot|/private/x|false
      extensions-group-merging.txt|yourbot|/login/x|false
      extensions-group-merging.txt|anybot|/llms.txt|true
      extensions-group-merging.txt|anybot|/x|false
      extension-robots.txt|mybot|/private/x|false
      extension-robots.txt|mybot|/secret/|true
      extension-robots.txt|otherbot|/admin/|false
      extension-robots.txt|anybot|/admin/|true
      directive-typos-robots.txt|bot1|/desallow/|false
      directive-typos-robots.txt|bot1|/dissalow/|false
      directive-typos-robots.txt|bot2|/useragent/|false
      directive-typos-robots.txt|bot3|/useg-agent/|false
      directive-typos-robots.txt|bot4|/useragent-no-colon/|false
      format-errors-robots.txt|bot1|/whitespace-before-colon/|false
      format-errors-robots.txt|bot1|/no-colon/|false
      format-errors-robots.txt|bot2|/no-colon-useragent/|false
      format-errors-robots.txt|bot3|/whitespace-before-colon|true
      format-errors-robots.txt|bot3|/x|false
      merge-rules.txt|wget|/foo/bar|true
      merge-rules.txt|wget|/tmp/bar|false
      merge-rules.txt|wget|/ckh/bar|true
      merge-rules.txt|curl|/|false
      merge-rules.txt|anybot|/foo/bar|false
      precedence-of-rules.txt|wget|/foo|true
      precedence-of-rules.txt|wget|/index.html|true
      precedence-of-rules.txt|wget|/x|false
      precedence-of-rules.txt|testy|/foo/bar|true
      precedence-of-rules.txt|testy|/foo/baz|false
      wildcards.txt|anybot|/gp/registry/wishlist/7/reserve|false
      wildcards.txt|anybot|/wishlist/x|false
      wildcards.txt|anybot|/wishlist/universal-x|true
      many-user-agents.txt|wget|/|false
      many-user-agents.txt|mybot|/mylist/|true
      malformed-path.txt|anybot|/wiki/Wikipedia_talk:Mediation_Committee/x|false
      malformed-path.txt|anybot|/wiki/x|true
      robots-with-utf8-bom.txt|foobot|/profile|false
      robots-with-utf16le-bom.txt|foobot|/profile|false
      robots-with-utf16be-bom.txt|foobot|/profile|false
      sitemap-robots-dedup.txt|anybot|/|sitemap http://example.org/sitemap.xml
      relative-sitemap-robots.txt|anybot|/cache/x|false
      relative-sitemap-robots.txt|anybot|/|sitemap /sitemap.xml
      """;
  // spotless:on

  private RobotsConformance() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    CaseLines lines = new CaseLines();
    Map<String, Path> files =
        CaseLines.files(folder, ".txt").stream()
            .collect(
                Collectors.toMap(file -> file.getFileName().toString(), file -> file, (a, b) -> a));
    for (List<String> row : TABLE.lines().map(line -> List.of(line.split("\\|"))).toList()) {
      Path file = files.get(row.get(0));
      if (file != null) {
        byte[] robots = Files.readAllBytes(file);
        lines.line(String.join(" ", row), difference(robots, row.get(1), row.get(2), row.get(3)));
      }
    }
  }

  private static Optional<String> difference(
      byte[] robots, String agent, String path, String expected) {
    RobotsRules rules = RobotsRules.parse(robots, agent, MAX_DELAY);
    RobotsRules.Permission permission = rules.permission(path);
    String actual = "" + permission.allowed();
    boolean same = actual.equals(expected);
    if (expected.startsWith("delay ")) {
      actual = "delay " + rules.delay().map(Duration::toSeconds).orElse(0L);
      same = actual.equals(expected);
    } else if (expected.startsWith("sitemap ")) {
      actual = "sitemap " + rules.sitemaps();
      same = rules.sitemaps().contains(expected.substring("sitemap ".length()));
    }
    return same ? Optional.empty() : Optional.of("%s by %s".formatted(actual, permission.rule()));
  }
}
