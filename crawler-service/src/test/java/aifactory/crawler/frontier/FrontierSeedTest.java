package aifactory.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.crawler.outcome.FetchOutcome;
import aifactory.event.FetchDue;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A source names a URL while an attempt at it is out.
final class FrontierSeedTest {
  private static final String URL = "http://a.org/";
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

  @ParameterizedTest
  @EnumSource(
      value = FetchOutcome.class,
      names = {"ADDRESS_FORBIDDEN", "GONE", "REDIRECTED", "FETCHED", "NOT_MODIFIED", "POSTPONED"})
  void isVisitedAsSoonAsTheAttemptHasEnded(FetchOutcome outcome) {
    FetchDue first = handedOut();
    frontier.discover(URL, 0, true);
    assertThat(frontier.after(SECOND)).as("one attempt at a time").isEmpty();

    frontier.report(first, outcome);

    FetchDue second = frontier.after(SECOND.multipliedBy(2)).getFirst();
    assertThat(second.getUrl()).isEqualTo(URL);
    assertThat(second.getAttemptId()).isNotEqualTo(first.getAttemptId());
    assertThat(second.getAttempt()).isEqualTo(1);
    assertThat(second.getDepth()).isEqualTo(1);
  }

  @Test
  void isVisitedOnceHoweverOftenItWasNamed() {
    FetchDue first = handedOut();
    frontier.discover(URL, 0, true);
    frontier.discover(URL, 0, true);
    frontier.report(first, FetchOutcome.GONE);
    FetchDue second = frontier.after(SECOND.multipliedBy(2)).getFirst();
    frontier.report(second, FetchOutcome.GONE);

    assertThat(frontier.after(Duration.ofDays(3))).isEmpty();
    assertThat(frontier.count(FrontierCount.ENDED)).isEqualTo(1);
    assertThat(frontier.count(FrontierCount.QUEUED)).isZero();
    assertThat(frontier.count(FrontierCount.IN_FLIGHT)).isZero();
    assertThat(frontier.count(FrontierCount.SEEN)).isEqualTo(1);
  }

  @Test
  void waitsTheUsualPauseAfterATransientFailureAndHasAllItsTries() {
    FetchDue first = handedOut();
    frontier.discover(URL, 0, true);
    frontier.report(first, FetchOutcome.TIMED_OUT);

    assertThat(frontier.after(Duration.ofSeconds(9))).isEmpty();
    FetchDue second = frontier.after(Duration.ofSeconds(2)).getFirst();
    assertThat(second.getAttempt()).isEqualTo(1);
    assertThat(frontier.count(FrontierCount.RETRIED)).isZero();
  }

  @Test
  void isKnownAlsoToAnAttemptThatWasHandedOutAgain() {
    frontier.close();
    FrontierSettings usual = FrontierFixture.SETTINGS;
    frontier =
        new FrontierFixture(
            stateDirectory,
            new FrontierSettings(
                usual.publicHosts(),
                usual.localHosts(),
                usual.visits(),
                usual.maxDepth(),
                Duration.ofSeconds(120),
                usual.maxInFlight(),
                usual.handOutsPerRound(),
                usual.round()));
    FetchDue lost = handedOut();
    frontier.discover(URL, 0, true);
    FetchDue again = frontier.after(Duration.ofSeconds(130)).getFirst();
    assertThat(again.getAttemptId()).isEqualTo(lost.getAttemptId());

    frontier.report(again, FetchOutcome.GONE);

    assertThat(frontier.after(SECOND.multipliedBy(2))).hasSize(1);
  }

  @Test
  void isAbsentFromAttemptsOfOlderChangelogs() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(1); // version
      for (String text : new String[] {"id", "a.org", URL, "s"}) {
        out.writeUTF(text);
      }
      out.writeInt(4); // depth
      out.writeInt(2); // attempt
    }

    OpenAttempt read = OpenAttempt.SERDE.deserializer().deserialize("t", bytes.toByteArray());

    assertThat(read).isEqualTo(new OpenAttempt("id", "a.org", new QueuedUrl(URL, "s", 4, 2), null));
    OpenAttempt seeded = read.followedBy(new QueuedUrl(URL, "other", 0, 1));
    byte[] written = OpenAttempt.SERDE.serializer().serialize("t", seeded);
    assertThat(OpenAttempt.SERDE.deserializer().deserialize("t", written)).isEqualTo(seeded);
  }

  private FetchDue handedOut() {
    frontier.discover(URL);
    return frontier.after(Duration.ofMillis(50)).getFirst();
  }
}
