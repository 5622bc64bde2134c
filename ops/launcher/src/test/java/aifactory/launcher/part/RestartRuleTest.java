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
    assertThat(rule.afterDeath(NOW)).contains(Duration.ofMillis(250));
    assertThat(rule.afterDeath(NOW.plusSeconds(1))).contains(Duration.ofMillis(500));
    assertThat(rule.afterDeath(NOW.plusSeconds(2))).isEmpty();
  }

  @Test
  void deathsLongAgoAreForgiven() {
    rule.afterDeath(NOW);
    rule.afterDeath(NOW.plusSeconds(1));

    assertThat(rule.afterDeath(NOW.plusSeconds(120))).contains(Duration.ofMillis(250));
  }
}
