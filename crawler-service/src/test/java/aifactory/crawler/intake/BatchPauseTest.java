package aifactory.crawler.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BatchPauseTest {
  /// Such clocks may overflow.
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void aBatchIsFollowedByThePauseAndTheFirstByNone() {
    BatchPause pause = new BatchPause(Duration.ofMillis(600), now::get);
    assertThat(pause.isOver()).isTrue();

    pause.begin();
    assertThat(pause.isOver()).isFalse();
    now.addAndGet(Duration.ofMillis(600).toNanos() - 1);
    assertThat(pause.isOver()).isFalse();
    now.addAndGet(1);
    assertThat(pause.isOver()).isTrue();
  }

  @Test
  void withoutAPauseBatchesFollowEachOther() {
    BatchPause none = new BatchPause(Duration.ZERO, now::get);

    none.begin();

    assertThat(none.isOver()).isTrue();
  }
}
