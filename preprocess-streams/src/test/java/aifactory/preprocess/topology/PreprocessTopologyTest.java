package aifactory.preprocess.topology;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.topic.Topics;
import aifactory.event.DocumentAccepted;
import aifactory.event.DocumentRejected;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.TotalsCounted;
import aifactory.preprocess.Prose;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreprocessTopologyTest {
  private static final String A = "https://docs.example.org/a";
  private static final String B = "https://other.example.net/b";
  private static final String ENGLISH = Prose.page("A", Prose.english(900, 0));
  private static final String CHANGED = Prose.page("A", Prose.english(900, 500));

  @TempDir Path state;
  private FlowBench bench;

  @BeforeEach
  void open() {
    bench = new FlowBench(state);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void anHonestPageIsAcceptedWithItsPlaceInTheLog() {
    bench.fetch("HTTPS://docs.example.org:443/x/../a#top", ENGLISH);

    DocumentAccepted accepted = only(bench.read(Topics.CORPUS_ACCEPTED));
    assertThat(accepted.getUrl()).isEqualTo(A);
    assertThat(accepted.getDomain()).isEqualTo("docs.example.org");
    assertThat(accepted.getText()).contains("harbour master").doesNotContain("All rights");
    assertThat(accepted.getTitle()).isEqualTo("A");
    assertThat(accepted.getRawPartition()).isZero();
    assertThat(accepted.getRawOffset()).isZero();
    assertThat(accepted.getQuality()).isBetween(0.5, 1.0);
    assertThat(accepted.getWeight()).isEqualTo(0.35 + 0.9 * accepted.getQuality());
    assertThat(bench.read(Topics.CORPUS_REJECTED)).isEmpty();
  }

  @Test
  void theSameVersionAgainIsDroppedAndCounted() {
    bench.fetch(A, ENGLISH);
    bench.fetch(A, ENGLISH);
    bench.pass(Duration.ofSeconds(1));

    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(1);
    assertThat(bench.read(Topics.CORPUS_REJECTED)).isEmpty();
    assertThat(total(bench.read(Topics.CORPUS_TOTALS), "reason:UNCHANGED").getRejected()).isOne();
  }

  @Test
  void anExactDuplicateIsRejectedNamingTheElder() {
    bench.fetch(A, ENGLISH);
    bench.fetch(B, ENGLISH);

    DocumentAccepted elder = only(bench.read(Topics.CORPUS_ACCEPTED));
    DocumentRejected duplicate = only(bench.read(Topics.CORPUS_REJECTED));
    assertThat(duplicate.getReason()).isEqualTo("EXACT_DUPLICATE");
    assertThat(duplicate.getDetail()).isEqualTo(elder.getDocumentId());
    assertThat(duplicate.getUrl()).isEqualTo(B);
  }

  @Test
  void aChangedPageIsANewVersionAndTheOldOneIsRetracted() {
    bench.fetch(A, ENGLISH);
    bench.fetch(A, CHANGED);

    List<DocumentAccepted> accepted = bench.read(Topics.CORPUS_ACCEPTED);
    RetractionRegistered retracted = only(bench.read(Topics.CORPUS_RETRACTED));
    assertThat(accepted).hasSize(2);
    assertThat(retracted.getVersion()).isEqualTo(accepted.getFirst().getVersion());
    assertThat(retracted.getReason()).isEqualTo(RetractionReason.CHANGED);
    assertThat(retracted.getInForce()).isTrue();
  }

  @Test
  void aPageThatChangesBackIsAllowedAgainAndNeverRepeated() {
    bench.fetch(A, ENGLISH);
    bench.fetch(A, CHANGED);
    bench.fetch(A, ENGLISH);

    List<RetractionRegistered> retracted = bench.read(Topics.CORPUS_RETRACTED);
    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(2);
    assertThat(retracted)
        .extracting(RetractionRegistered::getInForce)
        .containsExactly(true, true, false);
    assertThat(retracted.getLast().getVersion()).isEqualTo(retracted.getFirst().getVersion());
  }

  @Test
  void anOlderFetchNeverReplacesANewerOne() {
    bench.fetch(A, ENGLISH);
    bench.fetch(A, CHANGED, Map.of(), FlowBench.NOON.minusSeconds(60));

    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(1);
    assertThat(bench.read(Topics.CORPUS_RETRACTED)).isEmpty();
  }

  @Test
  void aTextGivenUpByItsPageIsFreeForAnother() {
    bench.fetch(A, ENGLISH);
    bench.fetch(A, CHANGED);
    bench.fetch(B, ENGLISH);

    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(3);
    assertThat(bench.read(Topics.CORPUS_REJECTED)).isEmpty();
  }

  @Test
  void aDuplicatesChangeRetractsNothing() {
    bench.fetch(A, ENGLISH);
    bench.fetch(B, ENGLISH);
    bench.fetch(B, CHANGED);

    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(2);
    assertThat(bench.read(Topics.CORPUS_RETRACTED)).isEmpty();
  }

  @Test
  void aPolicySetBeforeRejectsIncludingSubdomainsOnly() {
    bench.policies.set(bench.policies.get().with(policy("example.org", false)));

    bench.fetch(A, ENGLISH);
    bench.fetch("https://badexample.org/", CHANGED);

    assertThat(only(bench.read(Topics.CORPUS_REJECTED)).getReason()).isEqualTo("POLICY_FORBIDS");
    assertThat(only(bench.read(Topics.CORPUS_ACCEPTED)).getDomain()).isEqualTo("badexample.org");
  }

  @Test
  void aPolicySetLaterRetractsOnceAndAllowsAgainWhenLifted() {
    bench.fetch(A, ENGLISH);
    bench.fetch(B, CHANGED);
    bench.pass(Duration.ofMillis(300));
    bench.policies.set(bench.policies.get().with(policy("example.org", false)));
    bench.pass(Duration.ofSeconds(2));
    bench.policies.set(bench.policies.get().with(policy("example.org", true)));
    bench.pass(Duration.ofSeconds(2));

    List<RetractionRegistered> retracted = bench.read(Topics.CORPUS_RETRACTED);
    assertThat(retracted).extracting(RetractionRegistered::getInForce).containsExactly(true, false);
    assertThat(retracted).extracting(RetractionRegistered::getUrl).containsOnly(A);
    assertThat(retracted)
        .extracting(RetractionRegistered::getReason)
        .containsOnly(RetractionReason.POLICY);
    assertThat(retracted.getFirst().getCause()).isEqualTo("policy-1");
  }

  @Test
  void aWithdrawnEldersTextIsFreeForAnother() {
    bench.fetch(A, ENGLISH);
    bench.policies.set(bench.policies.get().with(policy("example.org", false)));
    bench.pass(Duration.ofSeconds(1));
    bench.fetch(B, ENGLISH);

    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(2);
  }

  @Test
  void aPublishersLaterRefusalRetractsAndItsConsentAllowsAgain() {
    bench.fetch(A, ENGLISH);
    bench.fetch(A, ENGLISH, Map.of("robots", "noindex, noai"), FlowBench.NOON.plusSeconds(1));
    bench.fetch(A, ENGLISH, Map.of(), FlowBench.NOON.plusSeconds(2));

    assertThat(only(bench.read(Topics.CORPUS_REJECTED)).getReason()).isEqualTo("CONSENT_NOAI");
    List<RetractionRegistered> retracted = bench.read(Topics.CORPUS_RETRACTED);
    assertThat(retracted)
        .extracting(RetractionRegistered::getReason)
        .containsOnly(RetractionReason.CONSENT);
    assertThat(retracted).extracting(RetractionRegistered::getInForce).containsExactly(true, false);
    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(1);
  }

  @Test
  void bytesRejectedWhenJudgedAgainAreWithdrawnAndComeBackWhenAcceptedAgain() {
    String emptied = Prose.page("A", "Too short now.");
    bench.fetch(A, ENGLISH);
    bench.fetch(A, emptied, Map.of(), FlowBench.NOON); // an error page for a day changes nothing
    assertThat(bench.read(Topics.CORPUS_RETRACTED)).isEmpty();

    bench.judgeAgain(A, emptied);
    bench.judgeAgain(A, ENGLISH);

    assertThat(bench.read(Topics.CORPUS_RETRACTED))
        .extracting(gone -> gone.getReason() + " " + gone.getInForce())
        .containsExactly("CHANGED true", "CHANGED false");
    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(1);
  }

  @Test
  void aDuplicateOfAWithdrawnDocumentIsAcceptedWhenItIsJudgedAgain() {
    bench.fetch(A, ENGLISH);
    bench.fetch(B, ENGLISH);
    bench.policies.set(bench.policies.get().with(policy("example.org", false)));
    bench.pass(Duration.ofSeconds(1));

    bench.judgeAgain(B, ENGLISH);

    assertThat(bench.read(Topics.CORPUS_ACCEPTED))
        .extracting(DocumentAccepted::getUrl)
        .containsExactly(A, B);
  }

  @Test
  void garbageReachesTheDeadLettersWithItsOriginalBytesAndStopsNothing() {
    byte[] garbage = "\u0000not avro at all".getBytes(StandardCharsets.UTF_8);
    byte[] truncated = {0, 0, 0, 0, 1, 120};

    bench.garbage(garbage);
    bench.garbage(truncated);
    bench.fetch(A, ENGLISH);

    assertThat(bench.dead()).containsExactly(garbage, truncated);
    assertThat(bench.counters.of("deadLetters")).isEqualTo(2);
    assertThat(bench.read(Topics.CORPUS_ACCEPTED)).hasSize(1);
  }

  @Test
  void anUnusableUrlIsRejectedAndAForeignUriIsNot() {
    bench.fetch("not a url", ENGLISH);
    bench.fetch("urn:isbn:9780000000000", CHANGED);

    assertThat(only(bench.read(Topics.CORPUS_REJECTED)).getReason()).isEqualTo("INVALID_URL");
    assertThat(only(bench.read(Topics.CORPUS_ACCEPTED)).getUrl())
        .isEqualTo("urn:isbn:9780000000000");
  }

  @Test
  void totalsAreExactByEveryDimension() {
    bench.fetch(A, ENGLISH);
    bench.fetch(B, ENGLISH);
    bench.fetch("https://ja.example.org/", Prose.page("日本", Prose.japanese(600, 0)));
    bench.fetch("https://ja.example.org/2", Prose.page("短い", "短い。"));
    bench.pass(Duration.ofSeconds(1));

    List<TotalsCounted> totals = bench.read(Topics.CORPUS_TOTALS);
    assertThat(total(totals, "all:all").getAccepted()).isEqualTo(2);
    assertThat(total(totals, "all:all").getRejected()).isEqualTo(2);
    assertThat(total(totals, "language:ja").getAccepted()).isOne();
    assertThat(total(totals, "domain:ja.example.org").getRejected()).isOne();
    assertThat(total(totals, "reason:TOO_SHORT").getRejected()).isOne();
    assertThat(total(totals, "reason:EXACT_DUPLICATE").getRejected()).isOne();
    assertThat(total(totals, "sourceType:web").getUtf8Bytes())
        .isEqualTo(
            bench.read(Topics.CORPUS_ACCEPTED).stream()
                .mapToLong(DocumentAccepted::getUtf8Bytes)
                .sum());
  }

  /// Step, store and topic names hold running state: a changed name loses it.
  @Test
  void theTopologyIsTheOneThatIsWrittenDown() throws Exception {
    Path golden = Path.of("src/test/resources/topology.txt");
    String now = bench.topology().describe().toString();
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, now);
    }

    assertThat(now).isEqualTo(Files.readString(golden));
  }

  private static PolicySet policy(String pattern, boolean allow) {
    return PolicySet.newBuilder()
        .setEventId(allow ? "policy-2" : "policy-1")
        .setPattern(pattern)
        .setAllowTraining(allow)
        .setSetAt(Instant.EPOCH)
        .build();
  }

  private static TotalsCounted total(List<TotalsCounted> totals, String dimension) {
    return totals.stream()
        .filter(total -> total.getDimension().equals(dimension))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no total of " + dimension));
  }

  private static <T> T only(List<T> events) {
    assertThat(events).hasSize(1);
    return events.getFirst();
  }
}
