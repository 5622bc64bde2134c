package aifactory.contract.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalUrlTest {
  @ParameterizedTest
  @CsvSource({
    "HTTP://Example.ORG:80/a/../b#top, http://example.org/b",
    "https://example.org:443, https://example.org/",
    "https://example.org:8443/x?q=1#f, https://example.org:8443/x?q=1",
    "http://example.org/a/./b/c/.., http://example.org/a/b/",
    "http://example.org/a b, http://example.org/a%20b",
    "http://example.org/../../x, http://example.org/x",
    "http://user:pw@example.org/?utm_source=x&q=1&fbclid=2, http://example.org/?q=1",
    "http://example.org/?utm_medium=mail, http://example.org/",
    "http://example.org/a;jsessionid=1A2B/b?PHPSESSID=9, http://example.org/a/b",
    "http://example.org/?sid=5, http://example.org/?sid=5",
    "http://example.org/?sid=0123456789abcdef0123456789abcdef, http://example.org/",
    "http://0x7f.1/, http://127.0.0.1/",
    "http://BÜCHER.example/, http://xn--bcher-kva.example/",
    "http://en.samples.localhost:8180/日本, http://en.samples.localhost:8180/%E6%97%A5%E6%9C%AC"
  })
  void writesEachUrlInOneSpelling(String given, String canonical) {
    assertThat(CanonicalUrl.parse(given)).get().extracting(CanonicalUrl::text).isEqualTo(canonical);
    assertThat(CanonicalUrl.parse(canonical))
        .get()
        .extracting(CanonicalUrl::text)
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mailto:a@b.c", "javascript:void(0)", "not a url", "http://", "/path", ""})
  void refusesWhatIsNotAnAbsoluteWebAddress(String given) {
    assertThat(CanonicalUrl.parse(given)).isEmpty();
  }

  @Test
  void resolvesLinksAgainstThePage() {
    CanonicalUrl page = CanonicalUrl.parse("http://example.org/docs/index.html").orElseThrow();

    assertThat(page.resolve("../api/x.html#y"))
        .get()
        .extracting(CanonicalUrl::text)
        .isEqualTo("http://example.org/api/x.html");
    assertThat(page.resolve("javascript:alert(1)")).isEmpty();
    assertThat(page.resolve("http://[broken")).isEmpty();
  }

  @Test
  void namesTheUnitOfPolitenessWithItsPort() {
    assertThat(CanonicalUrl.parse("http://a.example:8180/").orElseThrow().hostAndPort())
        .isEqualTo("a.example:8180");
  }
}
