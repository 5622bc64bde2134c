package aifactory.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RestartRuleTest {
  private static final Instant NOW = Instant.EPOCH;

  private final RestartRule rule = new RestartRule(3, Duration.ofSeconds(60));

  @Test
  void pausesDoubleAndThenThePartStaysDead() {
    assertThat(rule.afterDeath(NOW, false)).contains(Duration.ofMillis(250));
    assertThat(rule.afterDeath(NOW.plusSeconds(1), false)).contains(Duration.ofMillis(500));
    assertThat(rule.afterDeath(NOW.plusSeconds(2), false)).isEmpty();
  }

  @Test
  void deathsLongAgoAreForgiven() {
    rule.afterDeath(NOW, false);
    rule.afterDeath(NOW.plusSeconds(1), false);

    assertThat(rule.afterDeath(NOW.plusSeconds(120), false)).contains(Duration.ofMillis(250));
  }

  @Test
  void whoWorkedBetweenDeathsIsStartedAgainEveryTimeWithLongerPauses() {
    for (int death = 0; death < 20; death++) {
      assertThat(rule.afterDeath(NOW.plusSeconds(death), true)).isPresent();
    }

    assertThat(rule.afterDeath(NOW.plusSeconds(20), true)).contains(Duration.ofSeconds(8));
  }
}
