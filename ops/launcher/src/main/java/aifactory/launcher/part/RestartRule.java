package aifactory.launcher.part;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// When a dead part is started again: at once the first time, then with doubled pauses; never again
/// after too many deaths in a short time, when it became ready in none of these lives. For one
/// thread.
public final class RestartRule {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private final int maxDeaths;
  private final Duration window;
  private final Deque<Death> deaths = new ArrayDeque<>();

  private record Death(Instant at, boolean worked) {}

  /// @param maxDeaths deaths within `window` after which a part that never got ready stays dead
  public RestartRule(int maxDeaths, Duration window) {
    this.maxDeaths = maxDeaths;
    this.window = window;
  }

  /// The pause before the next start, or empty when there is none.
  ///
  /// @param worked whether it had become ready in the life that ended
  public Optional<Duration> afterDeath(Instant now, boolean worked) {
    deaths.removeIf(death -> death.at().isBefore(now.minus(window)));
    deaths.add(new Death(now, worked));
    if (deaths.size() >= maxDeaths && deaths.stream().noneMatch(Death::worked)) {
      return Optional.empty();
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(deaths.size() - 1, 10));
    return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }
}
