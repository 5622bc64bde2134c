package aifactory.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RequestRatesTest {
  private Instant now = Instant.EPOCH;
  private final RequestRates rates = new RequestRates(() -> now);

  @Test
  void eachAskerHasABucketThatRefills() {
    for (int request = 0; request < 6; request++) {
      assertThat(rates.secondsToWait("a", 6)).isZero();
    }
    assertThat(rates.secondsToWait("a", 6)).isEqualTo(10);
    assertThat(rates.secondsToWait("b", 6)).isZero();

    now = now.plusSeconds(10);
    assertThat(rates.secondsToWait("a", 6)).isZero();
    assertThat(rates.secondsToWait("a", 6)).isEqualTo(10);
  }

  @Test
  void noneMeansAnyNumber() {
    for (int request = 0; request < 10_000; request++) {
      assertThat(rates.secondsToWait("a", 0)).isZero();
    }
  }

  @Test
  void remembersABoundedNumberOfAskers() {
    assertThat(rates.secondsToWait("first", 1)).isZero();
    assertThat(rates.secondsToWait("first", 1)).isEqualTo(60);
    for (int i = 0; i < 20_000; i++) {
      rates.secondsToWait("address " + i, 1);
    }

    assertThat(rates.secondsToWait("first", 1)).isZero();
  }
}
