package aifactory.crawler.publish;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.event.UrlDiscovered;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ToldLinksTest {
  private final ToldLinks links = new ToldLinks();

  @Test
  void aLinkIsNewsUntilTheLogHasIt() {
    List<UrlDiscovered> found = List.of(link("http://a.org/1", 1), link("http://a.org/2", 1));

    assertThat(links.news(found)).hasSize(2);
    assertThat(links.news(found)).as("the transaction failed").hasSize(2);
    links.told(found);

    assertThat(links.news(found)).isEmpty();
    assertThat(links.news(List.of(link("http://a.org/1", 2)))).as("at another depth").hasSize(1);
  }

  @Test
  void whatWasToldLongAgoIsForgottenAndToldAgain() {
    links.told(List.of(link("http://a.org/first", 1)));
    for (int lot = 0; lot < 40; lot++) {
      int from = lot * 2_000;
      links.told(
          IntStream.range(from, from + 2_000)
              .mapToObj(number -> link("http://a.org/" + number, 1))
              .toList());
    }

    assertThat(links.news(List.of(link("http://a.org/first", 1)))).hasSize(1);
    assertThat(links.news(List.of(link("http://a.org/79999", 1)))).isEmpty();
  }

  private static UrlDiscovered link(String url, int depth) {
    return UrlDiscovered.newBuilder()
        .setUrl(url)
        .setHost("a.org")
        .setSourceId("s")
        .setDepth(depth)
        .setPriority(0)
        .setDiscoveredAt(Instant.EPOCH)
        .build();
  }
}
