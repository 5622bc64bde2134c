package aifactory.preprocess.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageMetadataTest {
  private static final String MICRODATA =
      """
      <html lang="en"><body><article itemscope itemtype="https://schema.org/Article">
      <h1 itemprop="headline">On tides</h1>
      <div itemprop="author" itemscope itemtype="https://schema.org/Person">
        <span itemprop="jobTitle">Harbour master</span>
        <a itemprop="url" href="/moor"><span itemprop="name">Ada Moor</span></a></div>
      <div itemprop="author" itemscope><meta itemprop="name" content="Ben Quay"><b>BQ</b></div>
      <time itemprop="datePublished" datetime="2024-05-06">May</time>
      <link itemprop="license" href="https://creativecommons.org/licenses/by/4.0/">
      <p>The tide comes twice a day.</p></article></body></html>
      """;

  @Test
  void microdataNamesItsAuthorsDayAndLicence() {
    Extracted.Claims claims = claims(MICRODATA);

    assertThat(claims.author()).isEqualTo("Ada Moor, Ben Quay");
    assertThat(claims.published()).startsWith("2024-05-06");
    assertThat(claims.licence()).isEqualTo("cc-by-4.0");
    assertThat(claims.language()).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p itemprop="author">By Ada Moor</p>                         | Ada Moor
          <p class="byline">Written by Ada Moor</p>                    | Ada Moor
          <p class="byline">文： 港 太郎</p>                           | 港 太郎
          <a rel="author" href="/a">Ada Moor</a><a rel="author">Moor</a> | Ada Moor
          <meta name="author" content="Ada Moor"><p class="byline">B</p> | Ada Moor
          <p>Nobody signed this.</p>                                   |
          """)
  void anAuthorIsWhoeverThePageNamesFirst(String body, String author) {
    assertThat(claims("<html><body>" + body + "</body></html>").author()).isEqualTo(author);
  }

  private static Extracted.Claims claims(String html) {
    return PageMetadata.of(Jsoup.parse(html, "http://tides.example/")).claims();
  }
}
