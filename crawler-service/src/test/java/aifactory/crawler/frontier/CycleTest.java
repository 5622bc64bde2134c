package aifactory.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.frontier.FrontierSettings.Cycles;
import aifactory.event.FetchDue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CycleTest {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  @TempDir Path stateDirectory;

  @Test
  void aCycleHandsOutItsPagesAndTheNextBeginsAfterThePause() {
    try (FrontierFixture frontier = open(new Cycles(5, PAUSE))) {
      discoverHosts(frontier, 12);

      List<FetchDue> first = frontier.after(Duration.ofSeconds(20));
      List<FetchDue> second = frontier.after(PAUSE);
      List<FetchDue> third = frontier.after(PAUSE.multipliedBy(2));

      assertThat(first).hasSize(5).extracting(FetchDue::getCycle).containsOnly(1L);
      assertThat(second).hasSize(5).extracting(FetchDue::getCycle).containsOnly(2L);
      assertThat(third).as("all there are").hasSize(2);
      assertThat(third).extracting(FetchDue::getCycle).containsOnly(3L);
    }
  }

  @Test
  void whatACycleHasLeftIsThereWhenSomethingBecomesDue() {
    try (FrontierFixture frontier = open(new Cycles(40, PAUSE))) {
      discoverHosts(frontier, 3);
      assertThat(frontier.after(Duration.ofSeconds(5))).hasSize(3);

      frontier.discover("http://late.org/");

      assertThat(frontier.after(Duration.ofSeconds(5)))
          .singleElement()
          .extracting(FetchDue::getCycle)
          .isEqualTo(1L);
    }
  }

  @Test
  void withoutABudgetNothingIsAskedAndNothingCounted() {
    try (FrontierFixture frontier = open(Cycles.UNBOUNDED)) {
      discoverHosts(frontier, 12);

      assertThat(frontier.after(Duration.ofSeconds(5)))
          .hasSize(12)
          .extracting(FetchDue::getCycle)
          .containsOnlyNulls();
      assertThat(frontier.lotsAsked()).isZero();
    }
  }

  private FrontierFixture open(Cycles cycles) {
    return new FrontierFixture(stateDirectory, FrontierFixture.SETTINGS.with(cycles));
  }

  private static void discoverHosts(FrontierFixture frontier, int hosts) {
    for (int host = 0; host < hosts; host++) {
      frontier.discover("http://h" + host + ".org/");
    }
  }
}
