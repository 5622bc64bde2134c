package aifactory.crawler.politeness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SiteReservationsTest {
  @Test
  void readsWhatASiteReservesAndWhere() {
    SiteReservations site =
        read(
            "User-Agent: *\nDisallow: /art/\n",
            """
            [{"location":"/","tdm-reservation":0},
             {"location":"/news/*","tdm-reservation":1,"tdm-policy":"http://a.org/policy"}]
            """);

    assertThat(site.about("http://a.org/x")).isEmpty();
    assertThat(site.about("http://a.org/art/1"))
        .isEqualTo(Map.of("noai", "ai.txt: Disallow: /art/"));
    assertThat(site.about("http://a.org/news/1"))
        .isEqualTo(Map.of("tdm-reservation", "1", "tdm-policy", "http://a.org/policy"));
  }

  @Test
  void whatIsNoSuchFileSaysNothing() {
    for (String odd :
        new String[] {"", "<html>not found</html>", "{\"a\":1}", "[1,null,{}]", "[{"}) {
      assertThat(read(odd, odd).about("http://a.org/")).as(odd).isEmpty();
    }
  }

  private static SiteReservations read(String aiText, String tdm) {
    return SiteReservations.read(aiText.getBytes(UTF_8), tdm.getBytes(UTF_8), "TestBot", true);
  }
}
