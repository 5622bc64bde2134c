package aifactory.trainer.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  @Test
  void cosineRisesFallsAndRestsAtItsFinalShare() {
    CosineSchedule schedule = new CosineSchedule(1.0, 10, 110, 0.1);
    assertThat(schedule.rateAt(0)).isEqualTo(0.1);
    assertThat(schedule.rateAt(9)).isEqualTo(1.0);
    assertThat(schedule.rateAt(60)).isCloseTo(0.55, within(1e-12));
    assertThat(schedule.rateAt(110)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.rateAt(1_000_000)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void stableStaysUntilADecayIsOrdered() {
    WarmupStableDecaySchedule stable = WarmupStableDecaySchedule.stable(2.0, 4);
    assertThat(stable.rateAt(0)).isEqualTo(0.5);
    assertThat(stable.rateAt(4)).isEqualTo(2.0);
    assertThat(stable.rateAt(Long.MAX_VALUE - 1)).isEqualTo(2.0);
    WarmupStableDecaySchedule decaying = stable.decayingFrom(100, 9);
    assertThat(decaying.rateAt(99)).isEqualTo(2.0);
    assertThat(decaying.rateAt(100)).isCloseTo(1.8, within(1e-12));
    assertThat(decaying.rateAt(108)).isCloseTo(0.2, within(1e-12));
    assertThat(decaying.rateAt(109)).isZero();
  }

  @Test
  void impossibleSchedulesAreRefused() {
    assertThatThrownBy(() -> new CosineSchedule(1, 10, 10, 0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WarmupStableDecaySchedule(0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AdamW(1.0, 0.9, 1e-8, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void clippingOnlyEverShrinks() {
    AdamW adam = AdamW.standard();
    assertThat(adam.clipScale(0)).isEqualTo(1.0);
    assertThat(adam.clipScale(0.5)).isEqualTo(1.0);
    assertThat(adam.clipScale(4)).isCloseTo(0.25, within(1e-6));
  }
}
