package aifactory.crawler.politeness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.outcome.FetchOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
        "<html>not robots at all</html>                         | /x         | true",
      })
  void obeysTheGroupThatNamesUsElseTheOneForAll(String robots, String path, boolean permitted) {
    assertThat(parsed(robots.replace("\\n", "\n")).isPermitted("http://a.org" + path))
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
    RobotsCache cache =
        new RobotsCache(
            origin -> {
              loads.incrementAndGet();
              return origin.contains("down")
                  ? RobotsRules.unreadable(FetchOutcome.TIMED_OUT, "", Duration.ofMinutes(5))
                  : RobotsRules.allowingAll();
            },
            now::get,
            Duration.ofHours(1));
    cache.of("http://a.org");
    cache.of("http://a.org");
    cache.of("http://down.org");
    assertThat(loads).hasValue(2);

    now.set(Instant.EPOCH.plusSeconds(301));
    cache.of("http://a.org");
    cache.of("http://down.org");
    assertThat(loads).hasValue(3);

    now.set(Instant.EPOCH.plusSeconds(3601));
    cache.of("http://a.org");
    assertThat(loads).hasValue(4);
  }

  private static RobotsRules parsed(String robots) {
    return RobotsRules.parse(
        "http://a.org/robots.txt", robots.getBytes(UTF_8), "TestBot", Duration.ofSeconds(60));
  }
}
