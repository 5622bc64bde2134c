package aifactory.console;

import static aifactory.console.ConsoleIT.await;
import static aifactory.console.ConsoleIT.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.Decision;
import aifactory.event.JobRequested;
import aifactory.event.ModelDecided;
import aifactory.event.RetractionReason;
import aifactory.testbed.Testbed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a withdrawn document does to the models that learned from it, who takes a tainted
/// production's place, and what is best then. In a factory of its own.
@QuarkusTest
@TestProfile(TaintIT.Alone.class)
final class TaintIT {
  private static final String HOST = "held.example";
  private static final String URL = "http://held.example/page/1";
  private static final String DATASET = "ds-held";
  private static final String ELDER = Sha256.hex("elder");
  private static final String HELD = Sha256.hex("held");
  private static final String RIVAL = Sha256.hex("rival");

  /// The strict gate of every factory.
  public static final class Alone implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("TOLD_AT", "");
    }
  }

  @Test
  void aWithdrawnDocumentDemotesWhoeverLearnedFromItUntilItIsAllowedAgain() {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka());
        Seen<ModelDecided> decisions = new Seen<>(Topics.MODEL_DECISIONS);
        Seen<AliasMoved> aliases = new Seen<>(Topics.MODEL_ALIASES)) {
      Instant accepted = Instant.now();
      events.datasetOf(DATASET, 1, Map.of("web " + HOST, 1L));
      events.bundle(ELDER, true, "elder.example");
      events.evaluation("taint-1", ELDER, "set", 0.8);
      await(() -> ELDER.equals(last("production", aliases)));
      events.checkpoint(0, DATASET);
      events.checkpoint(400, DATASET, FactoryEvents.checkpointAt(0));
      events.checkpoint(800, DATASET, FactoryEvents.checkpointAt(400));
      events.bundleDrawnFrom(ELDER + "0", FactoryEvents.checkpointAt(0), "elder.example");
      events.bundleDrawnFrom(HELD, FactoryEvents.checkpointAt(800), List.of(DATASET), HOST);
      events.evaluation("taint-2", HELD, "set", 0.95);
      await(() -> HELD.equals(last("production", aliases)));
      itIsToldWhereAModelComesFrom();

      // Of one document the records come in order: that it is a copy taints nobody.
      events.retraction(URL, HOST, RetractionReason.NEAR_DUPLICATE, "elder", true, accepted);
      String ordered = takedown(true);
      events.retraction(URL, HOST, RetractionReason.TAKEDOWN, ordered, true, accepted);
      ModelDecided tainted = decided(HELD, Decision.TAINTED, decisions);
      assertThat(tainted.getReason()).contains(URL, "TAKEDOWN");
      ModelDecided demoted = decided(HELD, Decision.DEMOTED, decisions);
      assertThat(demoted.getReason()).contains(URL, ELDER);
      await(() -> ELDER.equals(last("production", aliases)));
      await(() -> ELDER.equals(last("best", aliases)));
      await(() -> model(HELD).getBoolean("tainted"));
      assertThat(model(HELD).getBoolean("promoted")).as("it served").isTrue();

      takedown(false);
      events.retraction(URL, HOST, RetractionReason.TAKEDOWN, ordered, false, accepted);
      ModelDecided cleared =
          decisions.first(each -> each.getBundleId().equals(HELD) && !each.getInForce());
      assertThat(cleared.getDecision()).isEqualTo(Decision.TAINTED);
      assertThat(cleared.getRule()).isEqualTo("TAINT_LIFTED");
      assertThat(cleared.getReason()).contains(URL);
      await(() -> HELD.equals(last("best", aliases)));
      await(() -> "CLEARED".equals(model(HELD).getString("decision")));
      assertThat(model(HELD).getBoolean("tainted")).isFalse();
      assertThat(last("production", aliases)).as("who was demoted is promoted").isEqualTo(ELDER);

      events.retraction(URL, HOST, RetractionReason.CONSENT, "robots", true, accepted);
      await(() -> taints(true, decisions) == 2);
      events.retraction(URL, HOST, RetractionReason.CONSENT, "robots", false, accepted);
      await(() -> taints(false, decisions) == 2);

      theCurrentSetSaysWhoIsBetter(events, decisions, aliases);
    }
  }

  /// Bundle, checkpoint, datasets, tokenizer, configuration, parent and its parents.
  private static void itIsToldWhereAModelComesFrom() {
    await(() -> given().get("/api/models/" + HELD).path("checkpoint") != null);
    await(() ->
        given().get("/api/models/" + HELD).path("ancestors.bundle_id").toString().contains(ELDER));
    JsonPath told = given().get("/api/models/" + HELD).jsonPath();
    assertThat(told.getString("checkpoint.checkpoint_hash"))
        .isEqualTo(FactoryEvents.checkpointAt(800));
    assertThat(told.getString("checkpoint.tokenizer_hash")).isEqualTo(Sha256.hex("tokenizer"));
    assertThat(told.getString("checkpoint.configuration_hash"))
        .isEqualTo(Sha256.hex("configuration"));
    assertThat(told.getString("checkpoint.parent_checkpoint_hash"))
        .isEqualTo(FactoryEvents.checkpointAt(400));
    assertThat(told.<Object>get("checkpoint.parent_bundle_id")).isNull();
    assertThat(told.getList("datasets.dataset_id")).containsExactly(DATASET);
    assertThat(told.getList("ancestors.checkpoint_hash"))
        .containsExactly(FactoryEvents.checkpointAt(400), FactoryEvents.checkpointAt(0));
    assertThat(told.getList("ancestors.bundle_id")).containsExactly(null, ELDER + "0");
  }

  /// Whatever is scored on the old set later: the candidate waits for production's score on the new
  /// one, and who takes its place is the best there.
  private static void theCurrentSetSaysWhoIsBetter(
      FactoryEvents events, Seen<ModelDecided> decisions, Seen<AliasMoved> aliases) {
    try (Seen<JobRequested> jobs = new Seen<>(Topics.JOB_REQUESTED)) {
      events.evaluation("taint-3", HELD, "set-2", 0.9);
      jobs.first(each -> ELDER.equals(each.getParameters().get("bundleId")));
      events.evaluation("taint-4", ELDER, "set-2", 0.85);
      await(() -> HELD.equals(last("production", aliases)));
    }
    events.bundle(RIVAL, true, "rival.example");
    events.evaluation("taint-5", RIVAL, "set-2", 0.9);
    assertThat(decided(RIVAL, Decision.REFUSED, decisions).getRule())
        .isEqualTo("NOT_BETTER_THAN_PRODUCTION");
    events.evaluation("taint-6", RIVAL, "set", 0.3);
    events.evaluation("taint-7", ELDER, "set", 0.99);
    await(() -> decisions.count(each -> "taint-7".equals(each.getEvaluationId())) == 1);
    assertThat(given().get("/api/models/" + RIVAL).<String>path("verdict.rule"))
        .isEqualTo("NOT_BETTER_THAN_PRODUCTION");
    assertThat(last("best", aliases)).as("of equals the first").isEqualTo(HELD);
    await(() -> given().get("/api/evals").asString().contains("taint-7"));
    assertThat(model(RIVAL).getDouble("avg_score")).as("shown").isEqualTo(0.9);
    assertThat(model(ELDER).getDouble("avg_score")).as("shown").isEqualTo(0.85);
    assertThat(model(HELD).getDouble("avg_score")).as("shown").isEqualTo(0.9);

    order("/api/policies", Map.of("domain_pattern", HOST, "allow_training", false))
        .then()
        .statusCode(200);
    await(() -> RIVAL.equals(last("production", aliases)));
    assertThat(last("best", aliases)).isEqualTo(RIVAL);
  }

  private static String takedown(boolean inForce) {
    return order(
            "/api/takedowns",
            Map.of("target_kind", "URL", "target", URL, "in_force", inForce, "reason", "asked for"))
        .then()
        .statusCode(200)
        .extract()
        .path("event_id");
  }

  private static ModelDecided decided(
      String bundle, Decision decision, Seen<ModelDecided> decisions) {
    return decisions.first(
        each -> each.getBundleId().equals(bundle) && each.getDecision() == decision);
  }

  private static long taints(boolean inForce, Seen<ModelDecided> decisions) {
    return decisions.count(each ->
        each.getBundleId().equals(HELD)
            && each.getDecision() == Decision.TAINTED
            && each.getInForce() == inForce);
  }

  private static String last(String alias, Seen<AliasMoved> aliases) {
    return aliases.all().stream()
        .filter(each -> each.getAlias().equals(alias))
        .reduce((first, second) -> second)
        .map(AliasMoved::getBundleId)
        .orElse("nothing");
  }

  private static JsonPath model(String bundle) {
    JsonPath all = given().get("/api/models").jsonPath();
    return all.setRootPath("models.find { it.id == '%s' }".formatted(bundle));
  }
}
