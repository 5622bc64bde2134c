package aifactory.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LearnedTrapsTest {
  @TempDir Path stateDirectory;
  private FrontierFixture frontier;

  @BeforeEach
  void open() {
    frontier = new FrontierFixture(stateDirectory);
  }

  @AfterEach
  void close() {
    frontier.close();
  }

  @Test
  void takesAFewCombinationsOfFiltersThatAreKnownByThemselves() {
    for (String filter : new String[] {"c=red", "c=blue", "s=m", "s=l", "o=new", "o=old"}) {
      frontier.discoverOn("http://a.org/shop", "http://a.org/shop?" + filter);
    }
    for (String colour : new String[] {"red", "blue"}) {
      for (String size : new String[] {"m", "l"}) {
        for (String order : new String[] {"new", "old"}) {
          frontier.discoverOn(
              "http://a.org/shop?c=" + colour,
              "http://a.org/shop?c=" + colour + "&s=" + size,
              "http://a.org/shop?c=" + colour + "&s=" + size + "&o=" + order);
        }
      }
    }

    assertThat(frontier.count(FrontierCount.SEEN)).isEqualTo(6 + 3);
    // the four pairs are named twice, the eight triples once
    assertThat(frontier.count(FrontierCount.TRAPPED)).isPositive();
  }

  @Test
  void leavesParametersAloneThatMeanNothingByThemselves() {
    for (int article = 0; article < 20; article++) {
      frontier.discoverOn(
          "http://a.org/index?cat=1", "http://a.org/index?cat=1&article=" + article);
    }
    for (int page = 0; page < 20; page++) {
      frontier.discoverOn("http://a.org/list", "http://a.org/list?page=" + page);
    }
    frontier.discoverOn("http://a.org/list", "http://a.org/list?cat=1");
    for (int page = 0; page < 20; page++) {
      frontier.discoverOn("http://a.org/list", "http://a.org/list?cat=1&page=" + page);
    }

    assertThat(frontier.count(FrontierCount.SEEN)).isEqualTo(20 + 20 + 1 + 20);
    assertThat(frontier.count(FrontierCount.TRAPPED)).isZero();
  }

  @Test
  void takesAFewPagesOfACalendarThatLeadsOnlyToItself() {
    for (int month = 1; month < 12; month++) {
      frontier.discoverOn("http://a.org/cal/2025/" + month, "http://a.org/cal/2025/" + (month + 1));
    }

    assertThat(frontier.count(FrontierCount.SEEN)).isEqualTo(3);
    assertThat(frontier.count(FrontierCount.TRAPPED)).isEqualTo(8);
  }

  @Test
  void followsAnArchiveAsLongAsItsMonthsLeadToArticles() {
    for (int month = 1; month < 12; month++) {
      frontier.discoverOn(
          "http://a.org/2025/" + month,
          "http://a.org/2025/" + month + "/title-" + month,
          "http://a.org/2025/" + (month + 1));
    }

    assertThat(frontier.count(FrontierCount.SEEN)).isEqualTo(22);
    assertThat(frontier.count(FrontierCount.TRAPPED)).isZero();
  }
}
