package aifactory.crawler.politeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aifactory.crawler.politeness.HostThrottle.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class HostThrottleTest {
  private static final Limits SECOND = new Limits(Duration.ofSeconds(1), 2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;
  private final List<Duration> waits = new ArrayList<>();
  private final HostThrottle throttle = new HostThrottle(clock, waits::add);

  @Test
  void spacesStartsOfAHost() throws InterruptedException {
    start("a.org", "1.1.1.1");
    start("a.org", "1.1.1.1");
    start("a.org", "1.1.1.1");

    assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void spacesStartsOfHostsThatShareAnAddress() throws InterruptedException {
    start("a.org", "1.1.1.1");
    start("b.org", "1.1.1.1");
    start("c.org", "2.2.2.2");

    assertThat(waits).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void givesUpWithoutTakingATurnWhenItIsTooFarAway() throws InterruptedException {
    for (int host = 0; host < 6; host++) {
      start("h" + host, "1.1.1.1");
    }

    assertThat(throttle.awaitStart("late", "1.1.1.1", SECOND, PATIENCE)).hasValue(6000);
    now.set(Instant.EPOCH.plusSeconds(6));
    assertThat(throttle.awaitStart("late", "1.1.1.1", SECOND, PATIENCE)).isEmpty();
  }

  @Test
  void whoWakesUpLateIsNotFollowedTooSoon() throws InterruptedException {
    List<Long> starts = new ArrayList<>();
    AtomicReference<Duration> late = new AtomicReference<>(Duration.ofMillis(700));
    HostThrottle busy =
        new HostThrottle(
            clock, pause -> now.set(now.get().plus(pause).plus(late.getAndSet(Duration.ZERO))));
    for (int request = 0; request < 4; request++) {
      assertThat(busy.awaitStart("a.org", "1.1.1.1", SECOND, PATIENCE)).isEmpty();
      starts.add(now.get().toEpochMilli());
    }

    assertThat(starts).containsExactly(0L, 1_700L, 2_700L, 3_700L);
  }

  @Test
  void waitsAnIntervalAfterPartitionsMoved() throws InterruptedException {
    throttle.hush(Duration.ofSeconds(1));
    start("a.org", "1.1.1.1");

    assertThat(waits).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void whoIsToldToStopBeforeItsTurnHasNotStarted() throws InterruptedException {
    List<Long> starts = new ArrayList<>();
    AtomicReference<Boolean> stopping = new AtomicReference<>(false);
    HostThrottle stopped =
        new HostThrottle(
            clock,
            pause -> {
              if (stopping.get()) {
                Thread.currentThread().interrupt();
              } else {
                now.set(now.get().plus(pause));
              }
            });
    stopped.awaitStart("a.org", "1.1.1.1", SECOND, PATIENCE);
    stopping.set(true);
    assertThatThrownBy(() -> stopped.awaitStart("a.org", "1.1.1.1", SECOND, PATIENCE))
        .isInstanceOf(InterruptedException.class);
    stopping.set(false);

    for (int request = 0; request < 3; request++) {
      stopped.awaitStart("a.org", "1.1.1.1", SECOND, PATIENCE);
      starts.add(now.get().toEpochMilli());
    }

    assertThat(starts).as("its turn is lost, no further one").containsExactly(2000L, 3000L, 4000L);
  }

  @Test
  void neitherSpacesNorRemembersHostsWithoutAnInterval() throws InterruptedException {
    Limits free = new Limits(Duration.ZERO, 8);
    for (int request = 0; request < 100; request++) {
      assertThat(throttle.awaitStart("local", "127.0.0.1", free, PATIENCE)).isEmpty();
    }
    assertThat(waits).isEmpty();
  }

  @Test
  void boundsOpenRequestsOfAHost() throws InterruptedException {
    HostThrottle.Place first = throttle.enter("a.org", SECOND);
    throttle.enter("a.org", SECOND);
    Thread third =
        Thread.ofVirtual()
            .start(() -> {
              try (HostThrottle.Place place = throttle.enter("a.org", SECOND)) {
                waits.add(Duration.ZERO);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(third.join(Duration.ofMillis(200))).isFalse();

    first.close();

    assertThat(third.join(Duration.ofSeconds(5))).isTrue();
    assertThat(waits).containsExactly(Duration.ZERO);
  }

  @Test
  void followsAChangedBound() throws InterruptedException {
    Limits three = new Limits(Duration.ZERO, 3);
    Limits one = new Limits(Duration.ZERO, 1);
    HostThrottle.Place first = throttle.enter("a.org", one);
    assertThat(entersWithin(one)).isFalse();
    HostThrottle.Place second = throttle.enter("a.org", three);
    HostThrottle.Place third = throttle.enter("a.org", three);

    assertThat(entersWithin(one)).as("three are open, one may be").isFalse();
    third.close();
    second.close();
    assertThat(entersWithin(one)).as("one is open").isFalse();
    first.close();
    assertThat(entersWithin(one)).isTrue();
  }

  /// Whether another gets a place now; it leaves again.
  private boolean entersWithin(Limits limits) throws InterruptedException {
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              try (HostThrottle.Place place = throttle.enter("a.org", limits)) {
                assertThat(place).isNotNull();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    boolean entered = other.join(Duration.ofMillis(200));
    other.interrupt();
    other.join();
    return entered;
  }

  private void start(String host, String address) throws InterruptedException {
    assertThat(throttle.awaitStart(host, address, SECOND, PATIENCE)).isEmpty();
  }
}
