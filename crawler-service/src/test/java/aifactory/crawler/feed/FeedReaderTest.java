package aifactory.crawler.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedReaderTest {
  @Test
  void readsRssWithItsRelativeLinksAndWholeTexts() {
    Feed feed =
        read(
            """
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
            <title>News</title><link>http://a.org/</link>
            <item><title>One &amp; two</title><link>/1</link><guid isPermaLink="false">g1</guid>
            <pubDate>Thu, 1 Jan 2004 19:48:21 EST</pubDate><description>short</description>
            <content:encoded><![CDATA[<p onclick="x()">long <a href="2">two</a><script>y()</script>]]></content:encoded>
            </item><item><guid>http://a.org/g2</guid></item></channel></rss>
            """);

    assertThat(feed.title()).contains("News");
    Feed.Entry one = feed.entries().getFirst();
    assertThat(one.id()).contains("g1");
    assertThat(one.title()).contains("One & two");
    assertThat(one.link()).contains("http://a.org/1");
    assertThat(one.published()).contains(Instant.parse("2004-01-02T00:48:21Z"));
    assertThat(one.summary()).contains("short");
    assertThat(one.content()).contains("<p>long <a href=\"http://a.org/2\">two</a></p>");
    assertThat(feed.entries().get(1).link()).contains("http://a.org/g2");
  }

  @Test
  void readsAtomWithItsBases() {
    Feed feed =
        read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.org/x/"><title type="html">A &lt;b>B&lt;/b></title>
            <entry><id>urn:1</id><title>1 &lt; 2</title><link rel="self" href="s"/><link href="p.html"/>
            <updated>2020-02-03T04:05:06.5+09:00</updated><published>2020-02-01</published>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Text <i>x</i></div></content></entry></feed>
            """);

    assertThat(feed.title()).contains("A <b>B</b>");
    Feed.Entry entry = feed.entries().getFirst();
    assertThat(entry.title()).contains("1 < 2");
    assertThat(entry.link()).contains("http://a.org/x/p.html");
    assertThat(entry.updated()).contains(Instant.parse("2020-02-02T19:05:06.500Z"));
    assertThat(entry.published()).contains(Instant.parse("2020-02-01T00:00:00Z"));
    assertThat(entry.content()).contains("Text <i>x</i>");
  }

  @Test
  void readsRdfWhereItemsStandBesideTheChannel() {
    Feed feed =
        read(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
              xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="http://a.org/"><title>R</title></channel>
            <item rdf:about="http://a.org/1"><link>http://a.org/1</link><dc:title>T</dc:title><dc:date>2020-01-01T00:00Z</dc:date></item>
            </rdf:RDF>
            """);

    assertThat(feed.title()).contains("R");
    assertThat(feed.entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.id()).contains("http://a.org/1");
          assertThat(entry.title()).contains("T");
          assertThat(entry.updated()).contains(Instant.parse("2020-01-01T00:00:00Z"));
        });
  }

  @Test
  void readsJsonFeed() {
    Feed feed =
        read(
            """
            {"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://a.org/",
             "items":[{"id":7,"url":"/1","title":"T","content_html":"<p>x","date_published":"2020-01-01T00:00:00Z"}]}
            """);

    assertThat(feed.entries())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.id()).contains("7");
          assertThat(entry.link()).contains("https://a.org/1");
          assertThat(entry.content()).contains("<p>x</p>");
        });
  }

  @Test
  void whatIsBrokenIsStillRead() {
    Feed feed =
        read(
            "<rss><channel><title>A & B</title><item><title>x<link>http://a.org/1</item><item><link>http://a.org/2");

    assertThat(feed.title()).contains("A & B");
    assertThat(feed.entries()).hasSizeGreaterThanOrEqualTo(1);
  }

  @Test
  void entitiesDoNotMultiply() {
    String bomb =
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
            + "<rss><channel><title>&a; &b; &c;</title></channel></rss>";
    assertThat(read(bomb).title()).contains("aaaaaaaaaa &amp;b; &amp;c;");
  }

  @Test
  void readsFeedsInTheirCharset() {
    String rss =
        "<?xml version='1.0' encoding='Shift_JIS'?><rss><channel><title>日本語</title></channel></rss>";
    byte[] body = rss.getBytes(Charset.forName("windows-31j"));
    assertThat(FeedReader.read(body, "text/html", "").flatMap(Feed::title)).contains("日本語");
  }

  @Test
  void aPageIsNoFeed() {
    assertThat(FeedReader.read("<html><p>x</html>".getBytes(UTF_8), "", "")).isEmpty();
    assertThat(FeedReader.read("{\"a\":1}".getBytes(UTF_8), "", "")).isEmpty();
    assertThat(FeedReader.read("{broken".getBytes(UTF_8), "", "")).isEmpty();
    assertThat(FeedReader.read(new byte[0], "", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thu, 01 Jan 2004 19:48:21 GMT     | 2004-01-01T19:48:21Z",
        "1 Jan 04 19:48 +0900              | 2004-01-01T10:48:00Z",
        "Thursday, 1-Jan-2004 19:48:21 PST | 2004-01-02T03:48:21Z",
        "Thu Jan 1 19:48:21 2004           | 2004-01-01T19:48:21Z",
        "January 1, 2004                   | 2004-01-01T00:00:00Z",
        "2004-01-01T19:48:21.25-08:00      | 2004-01-02T03:48:21.250Z",
        "2004-01-01 19:48                  | 2004-01-01T19:48:00Z",
        "20040101                          | 2004-01-01T00:00:00Z",
        "2004-02                           | 2004-02-01T00:00:00Z",
        "2004-032                          | 2004-02-01T00:00:00Z",
        "2004年1月2日 午後3時04分            | 2004-01-02T06:04:00Z",
        "2004년 05월 28일 오후 01:31:15      | 2004-05-28T04:31:15Z",
      })
  void readsDatesAsTheyAreWritten(String written, Instant instant) {
    assertThat(FeedDate.parse(written)).contains(instant);
  }

  @ParameterizedTest
  @CsvSource({"yesterday", "2004-13-01", "31 Feb 2004", "''"})
  void noDateIsNone(String written) {
    assertThat(FeedDate.parse(written)).isEmpty();
  }

  private static Feed read(String text) {
    return FeedReader.read(text.getBytes(UTF_8), "", "").orElseThrow();
  }
}
