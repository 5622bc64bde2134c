package aifactory.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  private static final Instant NOW = Instant.EPOCH;

  @Test
  void aSessionLastsHalfADay() {
    assertThat(Sessions.end(NOW, null)).isEqualTo(NOW.plus(Sessions.LASTS));
    assertThat(Sessions.end(NOW, NOW.plus(Duration.ofDays(9)))).isEqualTo(NOW.plus(Sessions.LASTS));
  }

  @Test
  void aSessionEndsWithTheKeyThatOpenedIt() {
    Instant soon = NOW.plus(Duration.ofMinutes(5));

    assertThat(Sessions.end(NOW, soon)).isEqualTo(soon);
  }
}
