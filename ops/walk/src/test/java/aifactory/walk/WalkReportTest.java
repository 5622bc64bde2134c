package aifactory.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.house.HouseRules;
import org.junit.jupiter.api.Test;

final class WalkReportTest {
  @Test
  void holdsOnlyWhenEveryStepHolds() {
    WalkReport report = new WalkReport("test", true);
    assertThat(report.holds()).as("nothing was seen yet").isFalse();

    report.saw("one", 1, "1", true);
    assertThat(report.holds()).isTrue();

    report.failed("two", new IllegalStateException("broken"));
    assertThat(report.holds()).isFalse();
  }

  @Test
  void namesTheWalksThereAre() {
    assertThatThrownBy(() -> WalkCatalogue.named("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("bad-input");
  }

  @Test
  void walkKeepsTheHouseRules() {
    HouseRules.of("aifactory.walk").check();
  }
}
