package aifactory.console;

import static aifactory.console.ConsoleIT.await;
import static aifactory.console.ConsoleIT.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.browser.Chromium;
import aifactory.browser.Tab;
import aifactory.console.gate.GateIntake;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.Decision;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.event.ModelDecided;
import aifactory.testbed.Testbed;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A gate that is told to let everything pass that it may (`FORCE_PROMOTE=1`, `TAINT_POLICY=keep`),
/// what the pages say of it, and that its memory is the log. In a factory of its own.
@QuarkusTest
@TestProfile(LenientGateIT.Lenient.class)
final class LenientGateIT {
  private static final String DOMAIN = "lenient.example";

  /// What [GateIntake] remembers, by what must be the same after a loss.
  private static final List<String> MEMORY =
      List.of(
          "select bundle_id, evaluation_id from control.gate_decided order by 1, 2",
          "select alias, bundle_id, checkpoint_hash from control.alias where bundle_id is not null order by 1",
          "select bundle_id, actor from control.production order by seq",
          "select bundle_id, reason from control.gate_taint order by 1",
          "select bundle_id, domains::text from control.gate_bundle order by 1",
          "select evaluation_id, score::text from control.gate_evaluation order by 1");

  private final GateIntake gate;
  private final AgroalDataSource database;

  LenientGateIT(GateIntake gate, AgroalDataSource database) {
    this.gate = gate;
    this.database = database;
  }

  /// As lenient as the settings allow, with a database console.
  public static final class Lenient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "TOLD_AT", "",
          "console.force-promote", "1",
          "console.taint-policy", "keep",
          "console.db-ui-url", "http://127.0.0.1:9/database");
    }
  }

  @Test
  void scoresAreOverruledSoundnessIsNotAndWhatIsTaintedServesOnWithAWarning() throws Exception {
    String weak = Sha256.hex("weak and forced");
    String unsound = Sha256.hex("good and unsound");
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka());
        Seen<ModelDecided> decisions = new Seen<>(Topics.MODEL_DECISIONS);
        Seen<AliasMoved> aliases = new Seen<>(Topics.MODEL_ALIASES)) {
      events.bundle(weak, true, DOMAIN);
      events.evaluation("lenient-1", weak, "lenient-set", 0.31);
      ModelDecided forced = decisions.first(each -> each.getDecision() == Decision.FORCED);
      assertThat(forced.getBundleId()).isEqualTo(weak);
      assertThat(forced.getRule()).isEqualTo("FORCED_BY_SETTING");
      assertThat(forced.getReason()).contains("FORCE_PROMOTE", "0.31");
      aliases.first(
          each -> each.getAlias().equals("production") && weak.equals(each.getBundleId()));

      events.bundle(unsound, false, "other.example");
      events.evaluation("lenient-2", unsound, "lenient-set", 0.95);
      ModelDecided refused = decisions.first(each -> each.getBundleId().equals(unsound));
      assertThat(refused.getDecision()).isEqualTo(Decision.REFUSED);

      order("/api/policies", Map.of("domain_pattern", DOMAIN, "allow_training", false))
          .then()
          .statusCode(200);
      decisions.first(
          each -> each.getBundleId().equals(weak) && each.getDecision() == Decision.TAINTED);
      await(() -> given().get("/api/models/" + weak).path("bundle.taint") != null);
      assertThat(decisions.count(each -> each.getDecision() == Decision.DEMOTED)).isZero();
      assertThat(
              given()
                  .get("/api/models/aliases?alias=production")
                  .<List<String>>path("aliases.bundle_id"))
          .containsExactly(weak);
      thePagesWarn();
      aLostDatabaseIsRemadeFromTheLog(decisions, events);
      assertThat(FakeInference.NOTICES)
          .as("told to nobody without a webhook")
          .noneMatch(each -> each.contains(weak.substring(0, 12)));
    }
  }

  /// In a real browser, where one is found.
  private static void thePagesWarn() throws Exception {
    if (Chromium.find().isEmpty()) {
      return;
    }
    try (Chromium chromium = Chromium.start(Chromium.find().orElseThrow());
        Tab page = chromium.open("http://127.0.0.1:" + RestAssured.port + "/")) {
      page.await("document.querySelector('#tainted')?.hidden === false");
      assertThat(page.text("document.querySelector('#tainted').textContent")).contains(DOMAIN);
      page.await("document.querySelector('#database')?.hidden === false");
      assertThat(page.text("document.querySelector('#database').href"))
          .isEqualTo("http://127.0.0.1:9/database");
      assertThat(page.text("document.querySelector('#database').rel")).contains("noopener");
    }
  }

  private void aLostDatabaseIsRemadeFromTheLog(Seen<ModelDecided> decisions, FactoryEvents events)
      throws SQLException {
    List<String> before = memory();
    int told = decisions.all().size();
    gate.stop();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "truncate control.gate_offset, control.gate_bundle, control.gate_evaluation,"
              + " control.gate_decided, control.gate_taint, control.alias, control.production"
              + " restart identity");
    }
    gate.start();
    assertThat(memory()).isEqualTo(before).isNotEmpty();

    // The next that comes is decided, and nothing before it a second time.
    String later = Sha256.hex("later");
    events.bundle(later, true, "other.example");
    events.evaluation("lenient-3", later, "lenient-set", 0.9);
    decisions.first(each -> each.getBundleId().equals(later));
    assertThat(decisions.all()).hasSize(told + 1);
    aCandidateOnANewSetWaitsForProductionsScore(later, decisions, events);
  }

  /// The score is asked for once, again by itself when that came to nothing, and what is scored on
  /// the old set from then on decides nothing.
  private static void aCandidateOnANewSetWaitsForProductionsScore(
      String production, Seen<ModelDecided> decisions, FactoryEvents events) {
    String candidate = Sha256.hex("on the new set");
    String late = Sha256.hex("late on the old set");
    try (Seen<JobRequested> jobs = new Seen<>(Topics.JOB_REQUESTED);
        JobEvents trainer = new JobEvents(Testbed.attach().kafka(), "EVALUATE")) {
      events.bundle(candidate, true, "other.example");
      events.evaluation("lenient-4", candidate, "newer-set", 0.8);
      JobRequested asked = jobs.first(each -> each.getActor().equals("gate"));
      assertThat(asked.getParameters())
          .containsEntry("bundleId", production)
          .containsEntry("evaluationSetHash", "newer-set");
      trainer.finished(asked.getJobId(), JobOutcome.FAILED, "the trainer's memory was short");
      await(() ->
          "failed".equals(given().get("/api/training/jobs/" + asked.getJobId()).path("job.state")));
      assertThat(jobs.count(each -> each.getActor().equals("gate"))).isOne();
      assertThat(given().get("/api/evals/status").<String>path("last_error"))
          .isEqualTo("the trainer's memory was short");

      JobRequested again =
          jobs.first(
              each -> each.getActor().equals("gate") && !each.getJobId().equals(asked.getJobId()));
      assertThat(again.getParameters()).isEqualTo(asked.getParameters());
      assertThat(decisions.count(each -> each.getBundleId().equals(candidate))).isZero();
      trainer.finished(again.getJobId(), JobOutcome.SUCCEEDED, "");
      events.evaluation("lenient-5", production, "newer-set", 0.75);
      ModelDecided promoted = decisions.first(each -> each.getBundleId().equals(candidate));
      assertThat(promoted.getRule()).isEqualTo("BETTER_THAN_PRODUCTION");
      await(() -> given().get("/api/evals/status").path("last_error") == null);

      events.bundle(late, true, "other.example");
      events.evaluation("lenient-6", late, "lenient-set", 0.99);
      ModelDecided overruled = decisions.first(each -> each.getBundleId().equals(late));
      assertThat(overruled.getReason()).contains("lenient-set", "renewed");
      assertThat(
              given().get("/api/models/aliases?alias=best").<List<String>>path("aliases.bundle_id"))
          .containsExactly(candidate);
    }
  }

  private List<String> memory() throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : MEMORY) {
        try (ResultSet rows = statement.executeQuery(sql)) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            List<String> line = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
              line.add(String.valueOf(rows.getString(column)));
            }
            lines.add(String.join(" ", line));
          }
        }
      }
    }
    return lines;
  }
}
