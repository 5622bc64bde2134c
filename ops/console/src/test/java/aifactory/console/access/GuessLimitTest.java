package aifactory.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class GuessLimitTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final GuessLimit limit = new GuessLimit(3, () -> now);

  @Test
  void anAddressWithTooManyWrongTokensIsNotHeardUntilTheOldestIsAMinuteOld() {
    limit.wrong("a");
    now = now.plus(Duration.ofSeconds(30));
    limit.wrong("a");
    assertThat(limit.hears("a")).isTrue();
    limit.wrong("a");
    assertThat(limit.hears("a")).isFalse();
    assertThat(limit.hears("b")).isTrue();

    now = now.plus(Duration.ofSeconds(31));
    assertThat(limit.hears("a")).isTrue();
  }

  @Test
  void remembersABoundedNumberOfAddresses() {
    for (int i = 0; i < 3; i++) {
      limit.wrong("first");
    }
    for (int i = 0; i < 20_000; i++) {
      limit.wrong("address " + i);
    }

    assertThat(limit.hears("first")).isTrue();
  }
}
