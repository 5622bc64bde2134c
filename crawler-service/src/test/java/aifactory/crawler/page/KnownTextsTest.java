package aifactory.crawler.page;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import org.junit.jupiter.api.Test;

final class KnownTextsTest {
  private static final String NOTHING =
      "We are sorry: %s was not found here. Perhaps one of these pages is what you wanted to read.";

  private final KnownTexts texts = new KnownTexts();

  @Test
  void theThirdPageThatSaysTheSameLeadsNowhereNew() {
    assertThat(isNews("/old/a", NOTHING)).isTrue();
    assertThat(isNews("/old/b", NOTHING)).isTrue();
    assertThat(isNews("/old/c", NOTHING)).isFalse();
    assertThat(isNews("/old/a", NOTHING)).as("seen again").isTrue();
    assertThat(isNews("/new", "Another page has something else to say, and says it at length."))
        .isTrue();
  }

  @Test
  void pagesOfASeriesAreNews() {
    for (int page = 0; page < 10; page++) {
      assertThat(
              isNews(
                  "/part/" + page,
                  "Part " + page + " of a series with the same words on each page."))
          .isTrue();
    }
  }

  @Test
  void shortTextsTellNothing() {
    for (int page = 0; page < 10; page++) {
      assertThat(isNews("/" + page, "a picture")).isTrue();
    }
  }

  private boolean isNews(String path, String text) {
    CanonicalUrl url = CanonicalUrl.parse("http://a.org" + path).orElseThrow();
    return texts.isNews(url, PageText.digests(text.formatted(path), url));
  }
}
