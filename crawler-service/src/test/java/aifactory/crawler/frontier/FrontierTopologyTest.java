package aifactory.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.crawler.frontier.FrontierSettings.HostLimits;
import aifactory.crawler.outcome.FetchOutcome;
import aifactory.event.FetchDue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FrontierTopologyTest {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration SECOND = Duration.ofSeconds(1);

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
  void handsOutAUrlOnceHoweverOftenItIsDiscovered() {
    frontier.discover("http://a.org/x", "http://a.org/x", "http://a.org/x");

    List<FetchDue> due = frontier.after(TICK);
    frontier.report(due.getFirst(), FetchOutcome.FETCHED);
    frontier.discover("http://a.org/x");

    assertThat(due).hasSize(1);
    assertThat(frontier.after(Duration.ofMinutes(10))).isEmpty();
    assertThat(frontier.count(FrontierCount.SEEN)).isEqualTo(1);
    assertThat(frontier.count(FrontierCount.QUEUED)).isEqualTo(1); // tomorrow's visit
    assertThat(frontier.count(FrontierCount.IN_FLIGHT)).isZero();
  }

  @Test
  void handsOutHigherPrioritiesFirst() {
    frontier.declare(true, true, null);
    frontier.discover("http://a.org/low", 0.1, false);
    frontier.discover("http://a.org/high", 0.9, false);
    frontier.discover("http://a.org/seed", 0.0, true);
    frontier.discover("http://a.org/below", -1, false);

    assertThat(urls(frontier.after(TICK)))
        .containsExactly(
            "http://a.org/seed", "http://a.org/high", "http://a.org/low", "http://a.org/below");
  }

  @Test
  void handsOutEarlierDueUrlsBeforeLaterOnes() {
    frontier.discover("http://a.org/first", 0, false);
    frontier.discover("http://a.org/second", 0, false);
    FetchDue first = frontier.after(TICK).getFirst();
    frontier.report(first, FetchOutcome.SERVER_ERROR); // due again in ten seconds

    List<String> next = urls(frontier.after(Duration.ofSeconds(9)));
    List<String> last = urls(frontier.after(Duration.ofSeconds(2)));

    assertThat(next).hasSize(1).doesNotContain(first.getUrl());
    assertThat(last).containsExactly(first.getUrl());
  }

  @Test
  void neverHasMoreAttemptsOutThanTheHostAllows() {
    frontier.discover("http://a.org/1", "http://a.org/2", "http://a.org/3", "http://b.org/1");

    List<FetchDue> due = new ArrayList<>(frontier.after(Duration.ofSeconds(60)));

    assertThat(due.stream().filter(attempt -> attempt.getHost().equals("a.org"))).hasSize(2);
    assertThat(due.stream().filter(attempt -> attempt.getHost().equals("b.org"))).hasSize(1);
    frontier.report(due.getFirst(), FetchOutcome.FETCHED);
    assertThat(frontier.after(SECOND)).hasSize(1);
  }

  @Test
  void spacesHandOutsOfAHostByItsInterval() {
    frontier.discover("http://a.org/1", "http://a.org/2");

    assertThat(frontier.after(TICK)).hasSize(1);
    assertThat(frontier.after(Duration.ofMillis(900))).isEmpty();
    assertThat(frontier.after(Duration.ofMillis(150))).hasSize(1);
  }

  @Test
  void obeysTheDelayThatAHostAsksFor() {
    frontier.discover("http://a.org/1", "http://a.org/2");
    FetchDue first = frontier.after(TICK).getFirst();
    frontier.report(
        FrontierFixture.ended(first, FetchOutcome.FETCHED).setDelayMillis(20_000L).build());
    FetchDue second = frontier.after(SECOND).getFirst(); // the delay was not known at its start
    frontier.report(second, FetchOutcome.FETCHED);
    frontier.discover("http://a.org/3");

    assertThat(frontier.after(Duration.ofSeconds(19))).isEmpty();
    assertThat(frontier.after(Duration.ofSeconds(2))).hasSize(1);
  }

  @Test
  void leavesAThrottlingHostAloneForAsLongAsItSays() {
    frontier.discover("http://a.org/1", "http://a.org/2");
    FetchDue first = frontier.after(TICK).getFirst();
    frontier.report(
        FrontierFixture.ended(first, FetchOutcome.THROTTLED).setDelayMillis(60_000L).build());

    assertThat(frontier.after(Duration.ofSeconds(59))).isEmpty();
    assertThat(frontier.after(Duration.ofSeconds(3))).isNotEmpty();
  }

  @Test
  void triesTransientFailuresAgainLaterAndLaterThenLeavesThemUntilTheNextRevisit() {
    frontier.discover("http://a.org/x");
    List<Integer> attempts = new ArrayList<>();
    FetchDue due = frontier.after(TICK).getFirst();
    attempts.add(due.getAttempt());
    for (Duration pause : List.of(Duration.ofSeconds(11), Duration.ofSeconds(21))) {
      frontier.report(due, FetchOutcome.TIMED_OUT);
      assertThat(frontier.after(pause.minusSeconds(2))).isEmpty();
      due = frontier.after(Duration.ofSeconds(3)).getFirst();
      attempts.add(due.getAttempt());
    }
    frontier.report(due, FetchOutcome.TIMED_OUT);

    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(frontier.after(Duration.ofHours(23))).isEmpty();
    assertThat(frontier.after(Duration.ofHours(2))).hasSize(1);
  }

  @Test
  void neverTriesPermanentFailuresAgainUnlessASourceNamesThem() {
    frontier.discover("http://a.org/x");
    frontier.report(frontier.after(TICK).getFirst(), FetchOutcome.GONE);

    assertThat(frontier.after(Duration.ofDays(30))).isEmpty();
    assertThat(frontier.count(FrontierCount.ENDED)).isEqualTo(1);
    frontier.discover("http://a.org/x", 0, true);
    assertThat(frontier.after(SECOND)).hasSize(1);
    assertThat(frontier.count(FrontierCount.ENDED)).isZero();
  }

  @Test
  void handsOutALostAttemptAgainUnderTheSameId() {
    reopen(Duration.ofSeconds(120), 10);
    frontier.discover("http://a.org/x");
    FetchDue lost = frontier.after(TICK).getFirst();

    assertThat(frontier.after(Duration.ofSeconds(119))).isEmpty();
    List<FetchDue> again = frontier.after(Duration.ofSeconds(2));

    assertThat(again).extracting(FetchDue::getAttemptId).containsExactly(lost.getAttemptId());
    assertThat(frontier.count(FrontierCount.LOST)).isEqualTo(1);
    assertThat(frontier.count(FrontierCount.IN_FLIGHT)).isEqualTo(1);
  }

  @Test
  void ignoresASecondReportOfTheSameAttempt() {
    frontier.discover("http://a.org/x");
    FetchDue attempt = frontier.after(TICK).getFirst();
    frontier.report(attempt, FetchOutcome.FETCHED);
    frontier.report(attempt, FetchOutcome.FETCHED);

    assertThat(frontier.count(FrontierCount.STALE)).isEqualTo(1);
    assertThat(frontier.count(FrontierCount.IN_FLIGHT)).isZero();
    assertThat(frontier.count(FrontierCount.QUEUED)).isEqualTo(1);
  }

  @Test
  void postponedAttemptsCostTheUrlNothing() {
    frontier.discover("http://a.org/x");
    FetchDue attempt = frontier.after(TICK).getFirst();
    frontier.report(
        FrontierFixture.ended(attempt, FetchOutcome.POSTPONED).setDelayMillis(5_000L).build());

    assertThat(frontier.after(Duration.ofSeconds(4))).isEmpty();
    FetchDue again = frontier.after(Duration.ofSeconds(2)).getFirst();
    assertThat(again.getAttempt()).isEqualTo(1);
    assertThat(again.getAttemptId()).isNotEqualTo(attempt.getAttemptId());
  }

  @Test
  void revisitsWithTheValidatorsOfTheCopyAndLessOftenWhileNothingChanges() {
    frontier.discover("http://a.org/x");
    FetchDue first = frontier.after(TICK).getFirst();
    frontier.report(FrontierFixture.ended(first, FetchOutcome.FETCHED).setEtag("\"v1\"").build());

    FetchDue second = frontier.after(Duration.ofHours(25)).getFirst();
    frontier.report(second, FetchOutcome.NOT_MODIFIED);

    assertThat(second.getEtag()).isEqualTo("\"v1\"");
    assertThat(frontier.after(Duration.ofHours(36))).isEmpty();
    assertThat(frontier.after(Duration.ofHours(24)).getFirst().getEtag()).isEqualTo("\"v1\"");
  }

  @Test
  void revisitsAtItsPaceWhatChangesAndTellsTheFetcherWhatWeHave() {
    frontier.discover("http://a.org/x");
    FetchDue first = frontier.after(TICK).getFirst();
    frontier.report(
        FrontierFixture.ended(first, FetchOutcome.FETCHED).setContentHash("a".repeat(64)).build());
    FetchDue second = frontier.after(Duration.ofHours(25)).getFirst();
    frontier.report(
        FrontierFixture.ended(second, FetchOutcome.FETCHED).setContentHash("b".repeat(64)).build());

    assertThat(first.getContentHash()).isNull();
    assertThat(second.getContentHash()).isEqualTo("a".repeat(16));
    assertThat(frontier.after(Duration.ofHours(18))).isEmpty();
    assertThat(frontier.after(Duration.ofHours(10)).getFirst().getContentHash())
        .isEqualTo("b".repeat(16));
  }

  @Test
  void dropsLinksIntoEndlessSpaces() {
    frontier.discover("http://a.org/a/b/a/b/a/b/a/b");

    assertThat(frontier.after(TICK)).isEmpty();
    assertThat(frontier.count(FrontierCount.TRAPPED)).isEqualTo(1);
  }

  @Test
  void aSeedComesToTheFrontAlthoughItWasVisited() {
    frontier.discover("http://a.org/x");
    frontier.report(frontier.after(TICK).getFirst(), FetchOutcome.FETCHED);

    frontier.discover("http://a.org/x", 0, true);

    assertThat(urls(frontier.after(Duration.ofSeconds(2)))).containsExactly("http://a.org/x");
    assertThat(frontier.count(FrontierCount.QUEUED)).isZero();
  }

  @Test
  void keysAttemptsByTheAddressOfTheLastOutcome() {
    frontier.discover("http://a.org/1", "http://a.org/2");
    var first = frontier.keyedAfter(TICK).getFirst();
    frontier.report(
        FrontierFixture.ended(first.value, FetchOutcome.FETCHED).setAddress("93.184.1.1").build());
    var second = frontier.keyedAfter(SECOND).getFirst();

    assertThat(first.key).isEqualTo("a.org");
    assertThat(second.key).isEqualTo("93.184.1.1");
    assertThat(second.value.getAddress()).isEqualTo("93.184.1.1");
  }

  @Test
  void stopsAtTheDepthLimit() {
    frontier.discoverAtDepth("http://a.org/deep", 5);
    frontier.discoverAtDepth("http://a.org/deeper", 6);

    assertThat(urls(frontier.after(SECOND))).containsExactly("http://a.org/deep");
    assertThat(frontier.count(FrontierCount.TOO_DEEP)).isEqualTo(1);
  }

  @Test
  void takesNoMorePagesThanTheSourceMayHaveAndDoesNotCountFailures() {
    frontier.declare(true, true, 2L);
    frontier.discover("http://a.org/1", "http://a.org/2", "http://a.org/3", "http://a.org/4");
    List<FetchDue> due = frontier.after(TICK);
    frontier.report(due.get(0), FetchOutcome.GONE);
    frontier.report(due.get(1), FetchOutcome.FETCHED);
    List<FetchDue> rest = frontier.after(Duration.ofHours(1));
    frontier.report(rest.getFirst(), FetchOutcome.FETCHED);

    assertThat(due).hasSize(2);
    assertThat(rest).hasSize(1);
    frontier.discover("http://a.org/5");
    assertThat(frontier.after(Duration.ofHours(1))).isEmpty();
    assertThat(frontier.count(FrontierCount.OVER_BUDGET)).isEqualTo(1);
  }

  @Test
  void aPausedSourceHandsOutNothingUntilItIsResumed() {
    frontier.declare(false, false, null);
    frontier.discover("http://a.org/1");
    assertThat(frontier.after(Duration.ofMinutes(4))).isEmpty();

    frontier.declare(true, false, null);

    assertThat(frontier.after(Duration.ofMinutes(6))).hasSize(1);
  }

  @Test
  void boundsTheAttemptsOutOverAllHosts() {
    reopen(Duration.ofDays(1), 3);
    for (int host = 0; host < 10; host++) {
      frontier.discover("http://h" + host + ".org/");
    }
    List<FetchDue> first = frontier.after(SECOND);
    first.forEach(attempt -> frontier.report(attempt, FetchOutcome.FETCHED));
    Set<String> seen = new HashSet<>(urls(first));
    for (int round = 0; round < 10; round++) {
      List<FetchDue> more = frontier.after(TICK);
      more.forEach(attempt -> frontier.report(attempt, FetchOutcome.FETCHED));
      seen.addAll(urls(more));
    }

    assertThat(first).hasSize(3);
    assertThat(seen).hasSize(10);
  }

  @Test
  void keepsWhatItCannotTakeInTheDeadLetterTopicWithItsOriginalBytes() {
    byte[] garbage = "no event at all".getBytes(StandardCharsets.UTF_8);
    frontier.discoverBytes("a.org".getBytes(StandardCharsets.UTF_8), garbage);
    frontier.discoverUnderKey("b.org", "http://a.org/x");
    frontier.discover("http://a.org/good");

    var dead =
        frontier.driver.createOutputTopic(
            Topics.CRAWL_DISCOVERED.deadLetterName(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());

    assertThat(urls(frontier.after(SECOND))).containsExactly("http://a.org/good");
    assertThat(frontier.count(FrontierCount.SEEN)).isEqualTo(1);
    assertThat(dead.readValuesToList()).isNotEmpty().allMatch(bytes -> bytes != null);
  }

  @Test
  void topologyIsTheOneThatWasAgreed() throws IOException {
    String actual =
        FrontierTopology.of(FrontierFixture.SETTINGS, FrontierFixture.REGISTRY)
            .describe()
            .toString();
    Path golden = Path.of("topology.txt");
    if (Boolean.getBoolean("update.golden")) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  private void reopen(Duration lease, int maxInFlight) {
    frontier.close();
    FrontierSettings settings =
        new FrontierSettings(
            new HostLimits(Duration.ZERO, 2),
            new HostLimits(Duration.ZERO, 2),
            FrontierFixture.SETTINGS.visits(),
            5,
            lease,
            maxInFlight,
            50,
            TICK);
    frontier = new FrontierFixture(stateDirectory.resolve("again"), settings);
  }

  private static List<String> urls(List<FetchDue> due) {
    return due.stream().map(FetchDue::getUrl).toList();
  }
}
