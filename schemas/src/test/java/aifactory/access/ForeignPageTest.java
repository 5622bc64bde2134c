package aifactory.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignPageTest {
  private static final String HERE = "127.0.0.1:8000";

  @Test
  void whoSaysNothingOfAnOriginIsNoBrowser() {
    assertThat(asks("POST", HERE, Map.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8000, 127.0.0.1:8000",
    "http://Factory.example, factory.example",
    "https://factory.example, factory.example:443",
    "https://factory.example:8443, factory.example:8443",
    "http://[::1]:8000, [::1]:8000"
  })
  void aPageOfOurOwnPasses(String origin, String authority) {
    assertThat(asks("POST", authority, Map.of("Origin", origin))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, 127.0.0.1:8000",
    "http://127.0.0.1:3000, 127.0.0.1:8000",
    "http://localhost:8000, 127.0.0.1:8000",
    "http://factory.example:443, factory.example",
    "http://127.0.0.1:8000.evil.example, 127.0.0.1:8000",
    "null, 127.0.0.1:8000",
    "'', 127.0.0.1:8000"
  })
  void anyOtherOriginDoesNot(String origin, String authority) {
    assertThat(asks("POST", authority, Map.of("Origin", origin))).isTrue();
    assertThat(asks("DELETE", authority, Map.of("Origin", origin))).isTrue();
    assertThat(asks("POST", null, Map.of("Origin", origin))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void aReadChangesNothing(String method) {
    assertThat(asks(method, HERE, Map.of("Origin", "https://evil.example"))).isFalse();
  }

  /// A proxy may have renamed us; the browser knows better.
  @Test
  void whatTheBrowserSaysOfTheSiteDecides() {
    for (String foreign : new String[] {"cross-site", "same-site", "something-new"}) {
      assertThat(asks("POST", HERE, Map.of("Sec-Fetch-Site", foreign))).isTrue();
    }
    for (String own : new String[] {"same-origin", "none"}) {
      assertThat(
              asks(
                  "POST", HERE, Map.of("Sec-Fetch-Site", own, "Origin", "https://factory.example")))
          .isFalse();
    }
  }

  @Test
  void aProxyMaySayByWhichNameItWasAsked() {
    Map<String, String> headers =
        Map.of("Origin", "https://factory.example", "X-Forwarded-Host", "factory.example");

    assertThat(asks("POST", HERE, headers)).isFalse();
  }

  private static boolean asks(
      String method,
      @org.jspecify.annotations.Nullable String authority,
      Map<String, String> sent) {
    return ForeignPage.asks(method, authority, sent::get);
  }
}
