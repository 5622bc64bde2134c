package aifactory.crawler.node;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.politeness.RequestSlots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorkerTuningTest {
  private static final long GB = 1_000_000_000;

  private final RequestSlots slots = new RequestSlots(8);
  private long available = 16 * GB;
  private final WorkerTuning tuning = new WorkerTuning(slots, () -> available);

  @AfterEach
  void close() {
    tuning.close();
  }

  @Test
  void fewerRequestsWhileMemoryIsShortAndAllAgainOnceItIsNot() {
    tuning.look();
    assertThat(slots.bound()).isEqualTo(8);

    available = GB;
    tuning.look();
    assertThat(slots.bound()).isEqualTo(5);

    available = GB / 2;
    tuning.look();
    assertThat(slots.bound()).isEqualTo(2);

    available = 16 * GB;
    tuning.look();
    assertThat(slots.bound()).isEqualTo(8);
  }

  @Test
  void oneRequestIsAlwaysMade() {
    available = 0;

    tuning.look();

    assertThat(slots.bound()).isEqualTo(1);
  }
}
