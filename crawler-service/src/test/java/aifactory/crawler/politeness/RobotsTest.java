package aifactory.crawler.politeness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.outcome.FetchOutcome;
import aifactory.crawler.outcome.StatusMeaning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RobotsTest {
  /// The examples that RFC 9309 and its readers differ on.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User-agent: *\\nDisallow: /private                     | /private/x | false",
        "User-agent: *\\nDisallow: /private                     | /public    | true",
        "User-agent: *\\nDisallow:                              | /anything  | true",
        "User-agent: *\\nDisallow: /a\\nAllow: /a/b              | /a/b/c     | true",
        "User-agent: *\\nDisallow: /*.php$                      | /x.php     | false",
        "User-agent: *\\nDisallow: /*.php$                      | /x.php?y   | true",
        "User-agent: *\\nDisallow: /\\n\\nUser-agent: TestBot\\nAllow: /  | /x | true",
        "User-agent: TestBot\\nDisallow: /\\n\\nUser-agent: *\\nAllow: /  | /x | false",
        "User-agent: otherbot\\nDisallow: /                     | /x         | true",
        "user-AGENT: testbot\\nDISALLOW: /x                     | /x         | false",
        "User-agent: TestBot\\nUser-agent: x\\nDisallow: /a\\n\\nUser-agent: testbot\\nDisallow: /b|/b|false",
        "User-agent: TestBot\\nDisallow: /a\\n\\nUser-agent: testbot\\nDisallow: /b   |/a/x|false",
        "User-agent: TestBot\\nSitemap: /s\\nUser-agent: x\\nDisallow: /          |/x|false",
        "User-agent: TestBot\\nCrawl-delay: 2\\nUser-agent: x\\nDisallow: /      |/x|false",
        "User-agent: TestBotNews\\nDisallow: /                  | /x         | true",
        "User-agent: *\\nDisallow: /a%3cd.html                  | /a%3Cd.html| false",
        "User-agent: *\\nDisallow: /%7Ejoe/                     | /~joe/x    | false",
        "User-agent: *\\nDisallow: /a%2fb                       | /a/b       | true",
        "User-agent: *\\nDisallow: /日本                         | /%E6%97%A5%E6%9C%AC/x | false",
        "User-agent: *\\nDisallow: /x%2A                        | /x*y       | false",
        "User-agent: *\\nDisallow: /x%2A                        | /xy        | true",
        "User-agent: *\\nDisallow: /$                           | /          | false",
        "User-agent: *\\nDisallow: /$                           | /x         | true",
        "User-agent: *\\nDisallow: *.gif                        | /a/b.gif   | false",
        "User-agent: *\\nDisallow: /a*b*c                       | /aXbYbZ    | true",
        "User-agent: *\\nAllow: /p\\nDisallow: /                | /page      | true",
        "User-agent: *\\nAllow: /f\\nDisallow: /f              | /f         | true",
        "User-agent: *\\nDisallow: /                            | /robots.txt| true",
        "useragent TestBot\\ndissalow /x                        | /x         | false",
        "User-agent: *\\nDisallow: /x # why                     | /x         | false",
        "User-agent: *\\rDisallow: /x\\rAllow: /y               | /x         | false",
        "<html>not robots at all</html>                         | /x         | true",
      })
  void obeysTheGroupThatNamesUsElseTheOneForAll(String robots, String path, boolean permitted) {
    assertThat(
            parsed(robots.replace("\\n", "\n").replace("\\r", "\r"))
                .isPermitted("http://a.org" + path))
        .isEqualTo(permitted);
  }

  @Test
  void capsTheDelayThatAHostAsksFor() {
    assertThat(parsed("User-agent: *\nCrawl-delay: 3\nDisallow:").delay())
        .contains(Duration.ofSeconds(3));
    assertThat(parsed("User-agent: *\nCrawl-delay: 86400\nDisallow:").delay())
        .contains(Duration.ofSeconds(60));
    assertThat(parsed("User-agent: *\nDisallow:").delay()).isEmpty();
  }

  @Test
  void aDelayIsOnlyForThoseNamedBeforeIt() {
    String robots = "User-agent: other\nCrawl-delay: 5\nUser-agent: TestBot\nDisallow: /x\n";
    assertThat(parsed(robots).delay()).isEmpty();
    assertThat(parsed(robots).isPermitted("http://a.org/x")).isFalse();
  }

  @Test
  void saysByWhichRule() {
    RobotsRules rules =
        parsed(
            "User-agent: *\nDisallow: /a\nAllow: /a/b$\nSitemap: /s.xml\nContent-Signal: ai-train=no");
    assertThat(rules.permission("http://a.org/a/b").rule()).contains("Allow: /a/b$");
    assertThat(rules.permission("http://a.org/a/bc").rule()).contains("Disallow: /a");
    assertThat(rules.permission("http://a.org/c").rule()).isEmpty();
    assertThat(rules.sitemaps()).containsExactly("/s.xml");
    assertThat(rules.signals()).containsExactly("ai-train=no");
  }

  @Test
  void readsAnyEncodingAndOnlyTheFirst500KiB() {
    String robots = "User-agent: *\nDisallow: /x\n";
    for (java.nio.charset.Charset charset :
        java.util.List.of(
            UTF_8,
            java.nio.charset.StandardCharsets.UTF_16LE,
            java.nio.charset.StandardCharsets.UTF_16BE)) {
      for (String mark : java.util.List.of("", "\uFEFF")) {
        RobotsRules rules =
            RobotsRules.parse((mark + robots).getBytes(charset), "TestBot", Duration.ZERO);
        assertThat(rules.isPermitted("http://a.org/x")).as(charset + mark).isFalse();
      }
    }
    String late = "#".repeat(500 * 1024) + "\n" + robots;
    assertThat(parsed(late).isPermitted("http://a.org/x")).isTrue();
  }

  @Test
  void anAnswerWithoutRulesIsFreedomOrSilence() {
    RobotsPolicy policy = new RobotsPolicy("TestBot", Duration.ZERO, Duration.ofMinutes(1));
    for (int status : new int[] {400, 401, 403, 404, 410, 429, 451}) {
      assertThat(permitted(policy, status)).as("status " + status).isTrue();
    }
    for (int status : new int[] {500, 502, 503}) {
      assertThat(permitted(policy, status)).as("status " + status).isFalse();
    }
  }

  private static boolean permitted(RobotsPolicy policy, int status) {
    return policy
        .rules(StatusMeaning.of(status), status, "", new byte[0], null)
        .isPermitted("http://a.org/x");
  }

  @Test
  void asksASilentHostAgainSoonAndThenEverLater() {
    RobotsPolicy policy = new RobotsPolicy("TestBot", Duration.ZERO, Duration.ofSeconds(30));
    RobotsRules rules = null;
    List<Duration> tries = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      rules = policy.rules(FetchOutcome.CONNECTION_LOST, null, "reset", new byte[0], rules);
      tries.add(rules.obstacle().orElseThrow().retryAfter());
    }

    assertThat(tries.stream().map(Duration::toSeconds)).containsExactly(5L, 10L, 20L, 30L, 30L);
  }

  @Test
  void permitsNothingWhileTheRulesCannotBeRead() {
    RobotsRules unreadable =
        RobotsRules.unreadable(FetchOutcome.ROBOTS_UNAVAILABLE, "503", Duration.ZERO);

    assertThat(unreadable.isPermitted("http://a.org/")).isFalse();
    assertThat(unreadable.obstacle()).isPresent();
    assertThat(RobotsRules.allowingAll().isPermitted("http://a.org/")).isTrue();
  }

  @Test
  void keepsRulesUntilTheyExpireAndTriesUnreadableOnesSooner() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    AtomicInteger loads = new AtomicInteger();
    OriginCache<RobotsRules> cache =
        new OriginCache<>(
            rules ->
                rules.obstacle().map(RobotsRules.Obstacle::retryAfter).orElse(Duration.ofHours(1)),
            now::get);
    Consumer<String> asked =
        origin ->
            cache.of(
                origin,
                before -> {
                  loads.incrementAndGet();
                  return origin.contains("down")
                      ? RobotsRules.unreadable(FetchOutcome.TIMED_OUT, "", Duration.ofMinutes(5))
                      : RobotsRules.allowingAll();
                });
    asked.accept("http://a.org");
    asked.accept("http://a.org");
    asked.accept("http://down.org");
    assertThat(loads).hasValue(2);

    now.set(Instant.EPOCH.plusSeconds(301));
    asked.accept("http://a.org");
    asked.accept("http://down.org");
    assertThat(loads).hasValue(3);

    now.set(Instant.EPOCH.plusSeconds(3601));
    asked.accept("http://a.org");
    assertThat(loads).hasValue(4);
  }

  private static RobotsRules parsed(String robots) {
    return RobotsRules.parse(robots.getBytes(UTF_8), "TestBot/1.0", Duration.ofSeconds(60));
  }
}
