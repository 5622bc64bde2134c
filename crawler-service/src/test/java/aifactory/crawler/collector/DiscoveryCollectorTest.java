package aifactory.crawler.collector;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.collector.CollectOutcome.Collected;
import aifactory.crawler.fetch.FetchRequest;
import aifactory.event.PolicySet;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiscoveryCollectorTest {
  private static final String ENGINE = "http://127.0.0.1:8888/search";

  @TempDir Path directory;
  private final Visited visited = new Visited();

  @BeforeEach
  void anEngineAnswers() {
    visited.pages.put(ENGINE + "?q=gate&format=json", Examples.SEARCH);
    visited.pages.put(ENGINE + "?q=open+%26+shut&format=json", Examples.SEARCH);
  }

  @Test
  void eachQueryIsAskedOnceAndWhatIsFoundIsToBeFetched() {
    visited.settings = Examples.searching(ENGINE, 24, 8);
    visited.policies =
        visited.policies.with(
            PolicySet.newBuilder()
                .setEventId("e")
                .setPattern("forbidden.org")
                .setSourceType("any")
                .setAllowTraining(false)
                .setLicence("unknown")
                .setActor("test")
                .setSetAt(Instant.EPOCH)
                .build());

    CollectOutcome outcome = visited.once(Visited.source("discovery", ENGINE, false), directory);

    assertThat(visited.asked)
        .extracting(FetchRequest::url)
        .containsExactly(ENGINE + "?q=gate&format=json", ENGINE + "?q=open+%26+shut&format=json");
    assertThat(visited.urls).containsExactly("http://found.org/1", "http://found.org/4");
    assertThat(outcome).isEqualTo(new Collected(2, 0, 4));
    assertThat(visited.asked).as("the setting names it").allMatch(FetchRequest::localAllowed);
  }

  @Test
  void noMoreIsTakenThanMayBe() {
    visited.settings = Examples.searching(ENGINE, 1, 1);

    visited.once(Visited.source("discovery", ENGINE, false), directory);

    assertThat(visited.urls).containsExactly("http://found.org/1");
  }

  @Test
  void anEngineThatNoSettingNamesIsAskedLikeAnyAddressOfTheWorld() {
    visited.settings = Examples.searching("", 24, 8);

    visited.once(Visited.source("discovery", ENGINE, false), directory);

    assertThat(visited.asked).isNotEmpty().noneMatch(FetchRequest::localAllowed);
  }

  @Test
  void anAnswerThatIsNoSearchIsNamed() {
    visited.settings = Examples.searching(ENGINE, 24, 8);
    visited.pages.put(ENGINE + "?q=gate&format=json", "<html>no JSON here</html>");
    visited.pages.remove(ENGINE + "?q=open+%26+shut&format=json");

    assertThat(visited.once(Visited.source("discovery", ENGINE, false), directory))
        .isInstanceOf(CollectOutcome.Failed.class);
    assertThat(visited.urls).isEmpty();
  }
}
