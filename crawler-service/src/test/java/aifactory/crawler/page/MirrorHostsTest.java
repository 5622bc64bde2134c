package aifactory.crawler.page;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.CanonicalUrl;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MirrorHostsTest {
  private final MirrorHosts mirrors = new MirrorHosts();

  private void read(String host, int page, String text) {
    mirrors.read(
        CanonicalUrl.parse("http://" + host + "/p/" + page + ".html").orElseThrow(),
        List.of(PageText.hash(text)));
  }

  @Test
  void aHostThatRepeatsAnotherIsFoundWithinFiftyPages() {
    for (int page = 0; page < 500; page++) {
      read("first.org", page, "text " + page);
    }
    int asked = 0;
    while (mirrors.originalOf("mirror.org").isEmpty() && asked < 500) {
      read("mirror.org", asked, "text " + asked);
      asked++;
    }

    assertThat(asked).isLessThanOrEqualTo(50);
    assertThat(mirrors.originalOf("mirror.org")).hasValue("first.org");
    assertThat(mirrors.originalOf("first.org")).isEmpty();
  }

  @Test
  void hostsThatAreReadAtTheSameTimeAreToldApartByWhoWasMetFirst() {
    for (int page = 0; page < 40; page++) {
      read(page % 2 == 0 ? "first.org" : "mirror.org", page, "text " + page);
      read(page % 2 == 0 ? "mirror.org" : "first.org", page, "text " + page);
    }

    assertThat(mirrors.originalOf("mirror.org")).hasValue("first.org");
    assertThat(mirrors.originalOf("first.org")).isEmpty();
  }

  @Test
  void hostsWithSomePagesInCommonOrTheSameTextsElsewhereAreNoMirrors() {
    for (int page = 0; page < 60; page++) {
      read("first.org", page, "text " + page);
      read("second.org", page, page % 4 == 3 ? "text " + page : "own text " + page);
      read("third.org", page + 100, "text " + page);
    }

    assertThat(mirrors.originalOf("second.org")).isEmpty();
    assertThat(mirrors.originalOf("third.org")).isEmpty();
  }

  @Test
  void aPageThatIsReadAgainCountsOnce() {
    read("first.org", 1, "text");
    for (int again = 0; again < 100; again++) {
      read("second.org", 1, "text");
    }

    assertThat(mirrors.originalOf("second.org")).isEmpty();
  }
}
