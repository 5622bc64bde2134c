package aifactory.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlTrapsTest {
  private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.org/a/b/a/b/a/b/a/b",
        "http://a.org/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21",
        "http://a.org/calendar/2031/05",
        "http://a.org/events?date=2031-05-01",
        "http://a.org/calendar/1985/05/",
        "http://a.org/cal?year=1200&month=3",
        "http://a.org/shop?tag=a&tag=b&tag=c&tag=d",
        "http://a.org/shop?a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1",
      })
  void anEndlessSpaceIsKnownByItsUrls(String url) {
    assertThat(UrlTraps.isOne(url, 1, NOW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.org/",
        "http://a.org/2026/01/15/news",
        "http://a.org/papers/1985/05/title",
        "http://a.org/docs/api/docs/api/x",
        "http://a.org/v/1/1/1/1/1",
        "http://a.org/item?id=203105",
        "http://a.org/list?page=3&sort=date&order=asc",
        "http://a.org/part/9999-1234",
        "http://a.org/calendar/2027/01"
      })
  void whatHasAnEndIsLeftAlone(String url) {
    assertThat(UrlTraps.isOne(url, 1, NOW)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"12, false", "13, true"})
  void queriesLeadOnlySoDeep(int depth, boolean trap) {
    assertThat(UrlTraps.isOne("http://a.org/list?offset=10", depth, NOW)).isEqualTo(trap);
  }
}
