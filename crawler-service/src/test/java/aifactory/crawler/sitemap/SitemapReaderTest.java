package aifactory.crawler.sitemap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class SitemapReaderTest {
  private static final String URLS =
      """
      <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:i="urn:image">
      <url><loc> http://a.org/1?x=1&amp;y=2 </loc><lastmod>2020-01-02</lastmod>
        <i:image><i:loc>http://a.org/picture.jpg</i:loc></i:image></url>
      <url><loc>/2</loc><n:news><n:publication_date>2021-01-01T00:00:00Z</n:publication_date></n:news></url>
      <url><loc>http://a.org/1?x=1&amp;y=2</loc></url>
      <url><loc>javascript:x</loc></url></urlset>
      """;

  @Test
  void listsEachAddressOnceWithItsDate() {
    Sitemap sitemap = read(URLS.getBytes(UTF_8));

    assertThat(sitemap.kind()).isEqualTo(Sitemap.Kind.URLS);
    assertThat(sitemap.urls())
        .extracting(listed -> listed.url().href())
        .containsExactly("http://a.org/1?x=1&y=2", "http://a.org/2");
    assertThat(sitemap.urls().getFirst().modified())
        .contains(Instant.parse("2020-01-02T00:00:00Z"));
    assertThat(sitemap.urls().getLast().modified()).contains(Instant.parse("2021-01-01T00:00:00Z"));
    assertThat(sitemap.skipped()).isEqualTo(1);
  }

  @Test
  void readsCompressedOnesWhateverTheyAreCalled() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(URLS.getBytes(UTF_8));
    }
    assertThat(read(packed.toByteArray()).urls()).hasSize(2);
    assertThat(SitemapReader.read(new byte[] {0x1F, (byte) 0x8B, 1}, "", "")).isEmpty();
  }

  @Test
  void readsIndexesTextsAndFeeds() {
    assertThat(
            read("<sitemapindex><sitemap><loc>http://a.org/s.xml</loc></sitemap></sitemapindex>"
                    .getBytes(UTF_8))
                .sitemaps())
        .hasSize(1);
    assertThat(read("\uFEFFhttp://a.org/1\nhttp://a.org/2\n\n".getBytes(UTF_8)).urls()).hasSize(2);
    assertThat(
            read("<rss><channel><item><link>http://a.org/3</link></item></channel></rss>"
                    .getBytes(UTF_8))
                .kind())
        .isEqualTo(Sitemap.Kind.FEED);
    assertThat(SitemapReader.read("<html/>".getBytes(UTF_8), "", "")).isEmpty();
  }

  private static Sitemap read(byte[] body) {
    return SitemapReader.read(body, "", "http://a.org/sitemap.xml").orElseThrow();
  }
}
