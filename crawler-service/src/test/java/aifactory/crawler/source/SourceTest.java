package aifactory.crawler.source;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceTest {
  @ParameterizedTest
  @CsvSource({
    "http://a.org/,         '',                   http://a.org/deep/x,       true",
    "http://a.org/,         '',                   https://a.org/x,           true",
    "http://a.org/,         '',                   http://www.a.org/x,        true",
    "http://www.a.org/,     '',                   http://a.org/x,            true",
    "http://a.org/,         '',                   http://b.a.org/x,          false",
    "http://a.org/,         '',                   http://nota.org/x,         false",
    "http://a.org:8180/,    '',                   http://a.org:9092/x,       false",
    "http://a.org/,         http://a.org/docs/,   http://a.org/docs/x,       true",
    "http://a.org/,         http://a.org/docs/,   http://a.org/blog/x,       false",
    "http://a.org/,         http://a.org,         http://a.org.evil.net/,    false",
    "http://a.org/,         http://b.org/,        http://b.org/x,            true",
    "file:///data,          '',                   http://a.org/,             false",
  })
  void linksStayWithinTheSource(String address, String scope, String url, boolean included) {
    Source source =
        new Source(
            "s",
            "web",
            address,
            scope.isEmpty() ? List.of() : List.of(scope),
            null,
            "unknown",
            false,
            true,
            Instant.EPOCH);

    assertThat(source.includes(CanonicalUrl.parse(url).orElseThrow())).isEqualTo(included);
  }
}
