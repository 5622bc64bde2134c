package aifactory.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.outbox.ChangeCapture;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.AliasMoved;
import aifactory.event.Decision;
import aifactory.event.ModelDecided;
import aifactory.event.PolicySet;
import aifactory.testbed.Testbed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// The console against a real broker, registry and database.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class ConsoleIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final ChangeCapture capture;

  ConsoleIT(ChangeCapture capture) {
    this.capture = capture;
  }

  @Test
  void aPolicyBecomesAnEvent() {
    try (Seen<PolicySet> policies = new Seen<>(Topics.POLICY_SOURCES)) {
      String eventId =
          order(
                  "/api/policies",
                  Map.of("domain_pattern", "Blocked.example", "allow_training", false))
              .then()
              .statusCode(200)
              .extract()
              .path("event_id");

      PolicySet event = policies.first(each -> each.getEventId().equals(eventId));
      assertThat(event.getPattern()).isEqualTo("blocked.example");
      assertThat(event.getAllowTraining()).isFalse();
      assertThat(event.getActor()).isEqualTo("admin");
      await(() -> policies.count(each -> each.getActor().equals("default")) == 15);
    }
  }

  @Test
  void theGateRefusesPromotesAndNeverDecidesTwice() {
    try (Seen<ModelDecided> decisions = new Seen<>(Topics.MODEL_DECISIONS);
        Seen<AliasMoved> aliases = new Seen<>(Topics.MODEL_ALIASES);
        FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      String good = Sha256.hex("good");
      String weak = Sha256.hex("weak");
      String better = Sha256.hex("better");

      events.bundle(good, true, "docs.example");
      events.evaluation("e-good", good, "set", 0.72);
      ModelDecided first = decisions.first(each -> each.getBundleId().equals(good));
      assertThat(first.getDecision()).isEqualTo(Decision.PROMOTED);
      assertThat(production(aliases, good)).isNotNull();
      await(() ->
          FakeInference.NOTICES.stream()
              .anyMatch(each -> each.contains(good.substring(0, 12) + " promoted")));

      await(() -> given().get("/api/models/aliases").asString().contains(good));
      String before = registry();
      // The evaluation comes before its bundle: two topics have no mutual order.
      events.evaluation("e-weak", weak, "set", 0.7199);
      events.bundle(weak, true, "docs.example");
      ModelDecided second = decisions.first(each -> each.getBundleId().equals(weak));
      assertThat(second.getDecision()).isEqualTo(Decision.REFUSED);
      assertThat(second.getRule()).isEqualTo("SCORE_BELOW_MINIMUM");
      assertThat(second.getProductionBundleId()).isEqualTo(good);
      assertThat(registry()).as("what a refusal changed").isEqualTo(before);

      // The same facts again, as a replay or a retry would bring them.
      events.bundle(good, true, "docs.example");
      events.evaluation("e-good", good, "set", 0.72);
      events.evaluation("e-weak", weak, "set", 0.99);

      events.bundle(better, true, "docs.example");
      events.evaluation("e-better", better, "set", 0.8);
      ModelDecided third = decisions.first(each -> each.getBundleId().equals(better));
      assertThat(third.getRule()).isEqualTo("BETTER_THAN_PRODUCTION");
      assertThat(production(aliases, better)).isNotNull();
      assertThat(decisions.count(each -> each.getBundleId().equals(good))).isEqualTo(1);
      assertThat(decisions.count(each -> each.getBundleId().equals(weak))).isEqualTo(1);
      assertThat(aliases.count(each -> each.getAlias().equals("production"))).isEqualTo(2);

      byHand(weak, good, decisions, aliases);
      taintedProductionGivesWay(better, events, decisions, aliases);
    }
  }

  /// To the best untainted bundle, or to nothing; what is allowed again may serve again.
  private static void taintedProductionGivesWay(
      String better, FactoryEvents events, Seen<ModelDecided> decisions, Seen<AliasMoved> aliases) {
    String clean = Sha256.hex("clean");
    events.bundle(clean, true, "www.other.example");
    events.evaluation("e-clean", clean, "set", 0.9);
    assertThat(production(aliases, clean)).isNotNull();

    forbid("other.example", true);
    ModelDecided demoted =
        decisions.first(
            each -> each.getBundleId().equals(clean) && each.getDecision() == Decision.DEMOTED);
    assertThat(demoted.getReason()).contains("www.other.example").contains(better);
    assertThat(
            decisions.first(
                each -> each.getBundleId().equals(clean) && each.getDecision() == Decision.TAINTED))
        .isNotNull();
    await(() -> better.equals(lastProduction(aliases)));
    await(() -> wasTold("demotion", clean.substring(0, 12) + " demoted"));
    await(() -> wasTold("taint", clean.substring(0, 12) + " tainted"));
    await(() -> given().get("/api/models").path(model(clean, "tainted")).equals(true));
    assertThat(given().get("/api/models").<Boolean>path(model(better, "tainted"))).isFalse();
    order("/api/models/rollback", Map.of("reason", "to the tainted one")).then().statusCode(409);

    forbid("docs.example", true);
    await(() -> "nothing".equals(lastProduction(aliases)));

    forbid("docs.example", false);
    await(() -> given().get("/api/models").path(model(better, "tainted")).equals(false));
    events.evaluation("e-better-again", better, "set", 0.8);
    await(() -> better.equals(lastProduction(aliases)));
    assertThat(decisions.count(each -> each.getRule().equals("FIRST_PRODUCTION"))).isEqualTo(2);
    forbid("other.example", false);
  }

  private static boolean wasTold(String kind, String words) {
    return FakeInference.NOTICES.stream()
        .anyMatch(each -> each.contains('"' + kind + '"') && each.contains(words));
  }

  private static void forbid(String domain, boolean forbidden) {
    order("/api/policies", Map.of("domain_pattern", domain, "allow_training", !forbidden))
        .then()
        .statusCode(200);
  }

  private static String model(String bundle, String field) {
    return "models.find { it.id == '" + bundle + "' }." + field;
  }

  private static String lastProduction(Seen<AliasMoved> aliases) {
    return aliases.all().stream()
        .filter(ConsoleIT::isProduction)
        .reduce((first, second) -> second)
        .map(AliasMoved::getBundleId)
        .orElse("nothing");
  }

  /// SHA-256 of all that says what serves: the gate's own tables, and what everybody is told.
  private static String registry() {
    try (Connection connection =
            DriverManager.getConnection(
                ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class),
                Testbed.attach().jdbcUser(),
                Testbed.attach().jdbcPassword());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select (select string_agg(a::text, '|' order by alias) from control.alias a) ||"
                    + " (select string_agg(p::text, '|' order by seq) from control.production p) ||"
                    + " coalesce((select string_agg(t::text, '|' order by bundle_id) from"
                    + " control.gate_taint t), '')")) {
      rows.next();
      return Sha256.hex(rows.getString(1) + given().get("/api/models/aliases").asString());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Refused with a reason, forced with a record, rolled back to what served before.
  private static void byHand(
      String weak, String good, Seen<ModelDecided> decisions, Seen<AliasMoved> aliases) {
    String before = registry();
    order("/api/models/promote", Map.of("bundle_id", weak, "reason", "please"))
        .then()
        .statusCode(409)
        .contentType("application/problem+json");
    assertThat(registry()).as("what a refusal changed").isEqualTo(before);
    assertThat(aliases.count(each -> weak.equals(each.getBundleId()) && isProduction(each)))
        .isZero();

    order("/api/models/promote", Map.of("bundle_id", weak, "reason", "a test", "force", true))
        .then()
        .statusCode(200);
    assertThat(decisions.first(each -> each.getDecision() == Decision.FORCED).getReason())
        .startsWith("a test");
    order("/api/models/rollback", Map.of("reason", "back")).then().statusCode(200);
    order("/api/models/rollback", Map.of("reason", "and back")).then().statusCode(200);
    await(() -> aliases.count(each -> good.equals(each.getBundleId()) && isProduction(each)) == 2);
    order("/api/models/rollback", Map.of("reason", "too far")).then().statusCode(409);
    backToAnyEarlierOne(weak, good, decisions, aliases);
    order("/api/models/promote", Map.of("bundle_id", "ffffffff", "reason", "none"))
        .then()
        .statusCode(404);
  }

  /// Whoever served once may serve again, however long ago; nobody else.
  private static void backToAnyEarlierOne(
      String earlier, String now, Seen<ModelDecided> decisions, Seen<AliasMoved> aliases) {
    Map<String, String> named = Map.of("bundle_id", earlier, "reason", "it knew more");
    assertThat(given().get("/api/models/" + earlier).<Boolean>path("bundle.was_production"))
        .isTrue();
    order("/api/models/rollback", named).then().statusCode(200);
    ModelDecided returned = decisions.first(each -> each.getRule().equals("RETURNED_BY_PERSON"));
    assertThat(returned.getBundleId()).isEqualTo(earlier);
    assertThat(returned.getReason()).isEqualTo("it knew more");
    await(() -> earlier.equals(lastProduction(aliases)));
    order("/api/models/rollback", named).then().statusCode(409);
    order("/api/models/rollback", Map.of("bundle_id", Sha256.hex("never"), "reason", "none"))
        .then()
        .statusCode(409)
        .body("code", org.hamcrest.Matchers.equalTo("NOTHING_BEFORE"));
    order("/api/models/rollback", Map.of("reason", "to what it replaced")).then().statusCode(200);
    await(() -> now.equals(lastProduction(aliases)));
  }

  @Test
  void takesTheTokenFromEachOfTheThreeHeaders() {
    Stream.of("x-admin-token", "X-API-Key", "Authorization")
        .forEach(header ->
            given()
                .header(
                    header,
                    header.equals("Authorization")
                        ? "Bearer " + ConsoleBed.TOKEN
                        : ConsoleBed.TOKEN)
                .contentType(ContentType.JSON)
                .body(Map.of("action", "explode"))
                .post("/api/control")
                .then()
                .statusCode(400)
                .body("errors[0].field", org.hamcrest.Matchers.equalTo("action")));
  }

  @Test
  void aCommandIsAcknowledgedByTheConsoleItself() {
    String id =
        order("/api/control", Map.of("action", "start"))
            .then()
            .statusCode(200)
            .extract()
            .path("command_id");

    await(() -> acknowledgements(id).size() == 1);
    assertThat(acknowledgements(id).getFirst()).isEqualTo("ALREADY_SO");
    given().get("/api/commands/" + java.util.UUID.randomUUID()).then().statusCode(404);
    order("/api/nodes/nobody/control", Map.of("action", "stop")).then().statusCode(404);
  }

  @Test
  void garbageBecomesADeadLetterWithItsBytes() {
    byte[] garbage = {0x00, 0x7f, 0x01, 0x02, 0x03, 0x55, 0x66};
    byte[] text = "{\"not\":\"avro\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Properties properties = Testbed.attach().kafka().producer("garbage");
    properties.put("value.serializer", ByteArraySerializer.class);
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(properties)) {
      producer.send(new ProducerRecord<>(Topics.CORPUS_REJECTED.name(), "k", text));
      producer.send(new ProducerRecord<>(Topics.DATASET_SEALED.name(), "k", garbage));
    }
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      events.rejected(1, "after.example", "TOO_SHORT");
    }

    await(() -> deadLetters("corpus.rejected.dead") == text.length);
    await(() -> deadLetters("dataset.sealed.dead") == garbage.length);
    await(
        () -> given().get("/api/rejections?reason=TOO_SHORT").path("rejections.size()").equals(1));
  }

  @Test
  void readsAreListsAndProblemsAreNamed() {
    for (String list :
        List.of(
            "nodes",
            "models",
            "evals",
            "datasets",
            "policies",
            "rejections",
            "topics",
            "sources",
            "takedowns",
            "retractions",
            "documents",
            "corpus",
            "commands",
            "logs",
            "training/runs",
            "training/checkpoints",
            "models/productions",
            "status",
            "runtime-config",
            "dead-letters")) {
      given().get("/api/" + list).then().statusCode(200).contentType(ContentType.JSON);
    }
    given().get("/api/policies?limit=0").then().statusCode(400);
    given().get("/api/policies?limit=ten").then().statusCode(400);
    given().get("/api/nothing").then().statusCode(404).contentType("application/problem+json");
  }

  @Test
  void thePageComesWithAPolicyAndNothingFromElsewhere() {
    Response page = given().get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    for (String path : List.of("/", "/registry", "/api/nothing", "/v1/models")) {
      assertThat(given().get(path).header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'")
          .doesNotContain("unsafe-inline", "unsafe-eval", "http:", "https:", "*");
    }
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.asString()).doesNotContainPattern("(src|href)=\"https?:");
    given().get("/lib/chart.js").then().statusCode(200);
  }

  @Test
  void passesQuestionsThroughWithoutTheAdminToken() {
    given().header("x-admin-token", ConsoleBed.TOKEN).get("/v1/models").then().statusCode(200);

    assertThat(FakeInference.ASKED_WITH.get()).isEqualTo("null");
    assertThat(given().get("/v1/models").headers().getValues("Content-Security-Policy")).hasSize(1);
  }

  @Test
  void anOrderGivenWhileCaptureIsDownIsPublishedWhenItIsBack() {
    try (Seen<PolicySet> policies = new Seen<>(Topics.POLICY_SOURCES)) {
      await(capture::isRunning);
      capture.stop();
      for (int i = 0; i < 5; i++) {
        order("/api/policies", Map.of("domain_pattern", "down" + i + ".example"))
            .then()
            .statusCode(200);
      }
      capture.start();

      await(() -> policies.count(each -> each.getPattern().startsWith("down")) >= 5);
      assertThat(
              policies.all().stream()
                  .map(PolicySet::getPattern)
                  .filter(pattern -> pattern.startsWith("down"))
                  .distinct())
          .containsExactly(
              "down0.example", "down1.example", "down2.example", "down3.example", "down4.example");
    }
  }

  @Test
  void aClientThatGoesAwayEndsTheGeneration() throws Exception {
    FakeInference.CUT_OFF.set(false);
    try (Socket client = new Socket("127.0.0.1", RestAssured.port)) {
      String body = "{\"messages\":[]}";
      client
          .getOutputStream()
          .write(
              ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      String line = answer.readLine();
      assertThat(line).contains("200");
      while (!line.startsWith("data: ")) { // the first word comes while the rest is not yet made
        line = answer.readLine();
      }
    }

    await(FakeInference.CUT_OFF::get);
  }

  private static List<String> acknowledgements(String command) {
    return given().get("/api/commands/" + command).path("acknowledgements.outcome");
  }

  private static int deadLetters(String topic) {
    Integer bytes =
        given()
            .get("/api/dead-letters")
            .path("dead_letters.find { it.topic == '" + topic + "' }.bytes");
    return bytes == null ? -1 : bytes;
  }

  private static boolean isProduction(AliasMoved moved) {
    return moved.getAlias().equals("production");
  }

  private static AliasMoved production(Seen<AliasMoved> aliases, String bundle) {
    return aliases.first(each -> isProduction(each) && bundle.equals(each.getBundleId()));
  }

  static Response order(String path, Map<String, ?> body) {
    return given()
        .header("x-admin-token", ConsoleBed.TOKEN)
        .contentType(ContentType.JSON)
        .body(body)
        .post(path);
  }

  static void await(BooleanSupplier claim) {
    Instant limit = Instant.now().plus(LIMIT);
    while (!claim.getAsBoolean()) {
      assertThat(Instant.now()).as("came true in time").isBefore(limit);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
