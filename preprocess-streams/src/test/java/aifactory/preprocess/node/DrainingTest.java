package aifactory.preprocess.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DrainingTest {
  private final AtomicLong judged = new AtomicLong();
  private final AtomicLong millis = new AtomicLong();
  private final Draining draining =
      new Draining(judged::get, () -> Instant.ofEpochMilli(millis.get()));

  @Test
  void itEndsWhenNothingWasJudgedForASecond() {
    assertThat(draining.isUnderWay()).isFalse();
    draining.begin();
    assertThat(draining.isUnderWay()).isTrue();
    millis.set(900);
    judged.incrementAndGet();
    assertThat(draining.isUnderWay()).as("one was still in hand").isTrue();
    millis.set(1800);
    assertThat(draining.isUnderWay()).isTrue();
    millis.set(1900);
    assertThat(draining.isUnderWay()).isFalse();
    judged.incrementAndGet();
    assertThat(draining.isUnderWay()).as("once at rest, at rest").isFalse();
  }

  @Test
  void aStartEndsItAtOnce() {
    draining.begin();
    draining.end();
    assertThat(draining.isUnderWay()).isFalse();
  }
}
