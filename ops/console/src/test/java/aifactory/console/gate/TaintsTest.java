package aifactory.console.gate;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.gate.GateLedger.Bundle;
import aifactory.event.DatasetSealed;
import aifactory.event.PolicySet;
import aifactory.event.RetractionReason;
import aifactory.event.RetractionRegistered;
import aifactory.event.TakedownOrdered;
import aifactory.event.TakedownTarget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TaintsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Bundle BUNDLE =
      new Bundle(
          "b",
          "c",
          "bundles/b",
          10,
          true,
          List.of("docs.example.org", "other.example"),
          List.of("web docs.example.org", "rss other.example"),
          List.of("ds-1", "ds-2"));

  private final Taints taints = new Taints();

  @Test
  void aForbiddenDomainTaintsByTheLongestPatternAndBySourceType() {
    taints.learn(policy("org", "any", false));
    assertThat(taints.of(BUNDLE)).contains("docs.example.org");
    taints.learn(policy("example.org", "any", true));
    assertThat(taints.of(BUNDLE)).isEmpty();

    taints.learn(policy("other.example", "web", false));
    assertThat(taints.of(BUNDLE)).as("it learned its feed only").isEmpty();
    taints.learn(policy("other.example", "rss", false));
    assertThat(taints.of(BUNDLE)).contains("other.example");
  }

  @Test
  void aTakedownOfOneDocumentTaintsWhoseDatasetHeldIt() {
    taints.learn(dataset("ds-1", NOON));
    taints.learn(dataset("ds-2", NOON.plusSeconds(100)));
    taints.learn(
        TakedownOrdered.newBuilder()
            .setEventId("order")
            .setTargetKind(TakedownTarget.URL)
            .setTarget("https://docs.example.org/a")
            .setInForce(true)
            .setOrderedAt(NOON)
            .build());

    taints.learn(gone(RetractionReason.TAKEDOWN, "order", 150L, 200, true));
    assertThat(taints.of(BUNDLE)).as("accepted after the last of its datasets").isEmpty();
    taints.learn(gone(RetractionReason.TAKEDOWN, "", 150L, 300, false));

    taints.learn(gone(RetractionReason.TAKEDOWN, "order", 50L, 200, true));
    assertThat(taints.of(BUNDLE)).contains("https://docs.example.org/a").contains("TAKEDOWN");
    taints.learn(gone(RetractionReason.TAKEDOWN, "", 50L, 300, false));
    assertThat(taints.of(BUNDLE)).isEmpty();

    taints.learn(gone(RetractionReason.TAKEDOWN, "order", -20L, -10, true));
    assertThat(taints.of(BUNDLE)).as("withdrawn before the first of its datasets").isEmpty();
  }

  @Test
  void aPublishersRefusalTaintsAndAChangedPageDoesNot() {
    taints.learn(gone(RetractionReason.CHANGED, "", null, 200, true));
    taints.learn(gone(RetractionReason.NEAR_DUPLICATE, "", null, 200, true));
    assertThat(taints.of(BUNDLE)).isEmpty();

    taints.learn(gone(RetractionReason.CONSENT, "", null, 200, true));
    assertThat(taints.of(BUNDLE)).as("what is not known counts against it").contains("CONSENT");
  }

  private static PolicySet policy(String pattern, String type, boolean allow) {
    return PolicySet.newBuilder()
        .setEventId(pattern + type)
        .setPattern(pattern)
        .setSourceType(type)
        .setAllowTraining(allow)
        .setSetAt(NOON)
        .build();
  }

  private static DatasetSealed dataset(String id, Instant sealedAt) {
    return DatasetSealed.newBuilder()
        .setDatasetId(id)
        .setNumber(1)
        .setConfigurationHash("c")
        .setDocuments(1)
        .setTrainDocuments(1)
        .setEvaluationDocuments(0)
        .setCharacters(1)
        .setUtf8Bytes(1)
        .setContentHash("h")
        .setCause("command")
        .setSealedAt(sealedAt)
        .build();
  }

  private static RetractionRegistered gone(
      RetractionReason reason,
      String cause,
      @Nullable Long acceptedAfterNoon,
      long registeredAfterNoon,
      boolean inForce) {
    return RetractionRegistered.newBuilder()
        .setDocumentId("d")
        .setVersion("v")
        .setInForce(inForce)
        .setReason(reason)
        .setCause(cause)
        .setUrl("https://docs.example.org/a")
        .setDomain("docs.example.org")
        .setAcceptedAt(acceptedAfterNoon == null ? null : NOON.plusSeconds(acceptedAfterNoon))
        .setRegisteredAt(NOON.plusSeconds(registeredAfterNoon))
        .build();
  }
}
