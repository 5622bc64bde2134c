package aifactory.crawler.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageReaderTest {
  private static final CanonicalUrl URL =
      CanonicalUrl.parse("http://a.org/docs/index.html").orElseThrow();
  private final PageReader reader = new PageReader("TestBot");

  @Test
  void readsLinksInPageOrderCanonicalAndOnce() {
    String page =
        """
        <link rel=canonical href="/docs/">
        <a href="b.html#part">one</a> <a href="../c/./d?q=1">two</a> <a href="b.html">again</a>
        <a href="HTTP://Other.ORG:80">three</a> <area href="map.html"> <iframe src="in.html">
        <a href="mailto:x@a.org">no</a> <a href="javascript:void(0)">no</a> <a href="#top">no</a>
        <a href="ad.html" rel="sponsored nofollow">no</a> <a href="http://[bad">no</a>
        """;

    assertThat(links(page))
        .containsExactly(
            "http://a.org/docs/",
            "http://a.org/docs/b.html",
            "http://a.org/c/d?q=1",
            "http://other.org/",
            "http://a.org/docs/map.html",
            "http://a.org/docs/in.html");
  }

  @Test
  void resolvesLinksAgainstTheBase() {
    assertThat(links("<base href='/other/'><a href='x'>x</a>"))
        .containsExactly("http://a.org/other/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<meta name=robots content='noindex, nofollow'> | noindex, nofollow | 0",
        "<meta name=ROBOTS content=none>                | none              | 0",
        "<meta name=robots content=noindex>             | noindex           | 1",
        "<meta name=robots content='noai, noimageai'>   | noai, noimageai   | 1",
        "<meta name=testbot content=nofollow>           | nofollow          | 0",
        "<meta name=otherbot content=nofollow>          |                   | 1",
      })
  void recordsWhatThePageSaysToRobotsAndFollowsNoLinksWhenItSaysSo(
      String head, String recorded, int links) {
    PageReading reading = read(head + "<a href=x>x</a>", Map.of());

    assertThat(reading.consent().get("robots")).isEqualTo(recorded);
    assertThat(reading.links()).hasSize(links);
  }

  @Test
  void recordsWhatHeadersSay() {
    PageReading reading =
        read(
            "<a href=x>x</a>",
            Map.of(
                "x-robots-tag", List.of("noindex", "otherbot: none"),
                "tdm-reservation", List.of("1"),
                "tdm-policy", List.of("http://a.org/tdm")));

    assertThat(reading.consent())
        .containsEntry("x-robots-tag", "noindex")
        .containsEntry("tdm-reservation", "1")
        .containsEntry("tdm-policy", "http://a.org/tdm");
    assertThat(reading.links()).hasSize(1);
  }

  @Test
  void readsLinksOfPagesInOtherCharsets() {
    byte[] body =
        "<meta charset=shift_jis><title>日本</title><a href='p.html'>次</a>"
            .getBytes(Charset.forName("Shift_JIS"));

    PageReading reading = reader.read(URL, body, "text/html", name -> List.of());

    assertThat(reading.title()).isEqualTo("日本");
    assertThat(reading.links()).hasSize(1);
  }

  @Test
  void findsNothingInTextAndSurvivesGarbage() {
    byte[] garbage = new byte[4096];
    new java.util.Random(7).nextBytes(garbage);

    assertThat(reader.read(URL, garbage, "text/html", name -> List.of()).links()).isEmpty();
    assertThat(
            reader.read(URL, "<a href=x>".getBytes(UTF_8), "text/plain", name -> List.of()).links())
        .isEmpty();
  }

  private List<String> links(String page) {
    return read(page, Map.of()).links().stream().map(CanonicalUrl::text).toList();
  }

  private PageReading read(String page, Map<String, List<String>> headers) {
    return reader.read(
        URL, page.getBytes(UTF_8), "text/html", name -> headers.getOrDefault(name, List.of()));
  }

  @Test
  void aContentSignalAgainstTrainingIsARefusalByTheNameThatPoliciesKnow() {
    PageReading refused =
        read("<p>x", Map.of("content-signal", List.of("search=yes, ai-train=no")));
    PageReading allowed = read("<p>x", Map.of("content-signal", List.of("ai-train=yes")));

    assertThat(refused.consent())
        .containsEntry("content-signal", "search=yes, ai-train=no")
        .containsKey("noai");
    assertThat(allowed.consent()).containsOnlyKeys("content-signal");
  }
}
