package aifactory.console;

import static aifactory.console.ConsoleIT.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aifactory.contract.topic.Topics;
import aifactory.event.JobOutcome;
import aifactory.event.NodeState;
import aifactory.event.RetractionReason;
import aifactory.testbed.Testbed;
import aifactory.wire.KafkaSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// The figures of the overview and of the corpus, where counting is not as simple as it looks.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class FiguresIT {
  private static final String HOST = "withdrawn.example";

  /// A version that is withdrawn for two reasons is withdrawn once, and held again when both are
  /// lifted; in whatever order page and withdrawal come.
  @Test
  void whatIsWithdrawnIsNotHeld() {
    String of = "domains.find { it.domain == 'withdrawn.example' }.";
    long before = given().get("/api/corpus").jsonPath().getLong("withdrawn_documents");
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      String early = "http://withdrawn.example/page/3";
      events.retraction(early, HOST, RetractionReason.NEAR_DUPLICATE, "elder", true);
      await(() -> retractions() == 1);
      for (int i = 0; i < 4; i++) {
        events.accepted(i, HOST, "en", "Withdrawn " + i);
      }
      events.accepted(2, HOST, "en", "Told twice");
      await(() -> Integer.valueOf(3).equals(given().get("/api/corpus").path(of + "total")));

      String twice = "http://withdrawn.example/page/0";
      events.retraction(twice, HOST, RetractionReason.POLICY, "a pattern", true);
      events.retraction(twice, HOST, RetractionReason.TAKEDOWN, "an order", true);
      await(() -> retractions() == 3);
      JsonPath corpus = given().get("/api/corpus").jsonPath();
      assertThat(corpus.getLong(of + "total")).isEqualTo(2);
      assertThat(corpus.getLong(of + "utf8_bytes")).isEqualTo(2 * 3100);
      assertThat(corpus.getLong("withdrawn_documents")).isEqualTo(before + 2);
      double megabytes = Math.round(corpus.getLong("held.utf8_bytes") / 1e3) / 1e3;
      assertThat(given().get("/api/status").jsonPath().getDouble("stats.dataset_size_mb"))
          .isEqualTo(megabytes);
      await(() ->
          given().get("/api/status").jsonPath().getLong("factory.stages.retracted.total")
              == before + 2);

      events.retraction(twice, HOST, RetractionReason.POLICY, "a pattern", false);
      await(() -> retractions() == 2);
      assertThat(given().get("/api/corpus").jsonPath().getLong(of + "total")).isEqualTo(2);
      events.retraction(twice, HOST, RetractionReason.TAKEDOWN, "an order", false);
      events.retraction(early, HOST, RetractionReason.NEAR_DUPLICATE, "elder", false);
      await(() -> Integer.valueOf(4).equals(given().get("/api/corpus").path(of + "total")));
    }
    assertThat(given().get("/api/corpus").jsonPath().getLong("withdrawn_documents"))
        .isEqualTo(before);
  }

  private static int retractions() {
    return given()
        .queryParam("domain", HOST)
        .get("/api/retractions")
        .jsonPath()
        .getList("retractions")
        .size();
  }

  /// An evaluation or an export after it takes nothing from what training last reported.
  @Test
  void theFiguresOfTrainingStayWhenAnotherJobReports() {
    KafkaSettings kafka = Testbed.attach().kafka();
    try (FactoryEvents training = new FactoryEvents(kafka);
        JobEvents examining = new JobEvents(kafka, "EVALUATE")) {
      training.progress("figures-1", 25, 3.25, 3.5);
      training.progress("figures-1", 40, 3.125, 3.5);
      await(
          () -> Integer.valueOf(40).equals(given().get("/api/status").path("stats.current_step")));
      examining.phase("examined-1", "evaluating");
      await(() -> "examined-1".equals(given().get("/api/status").path("job.job_id")));
    }
    JsonPath stats = given().get("/api/status").jsonPath();
    assertThat(stats.getInt("stats.current_step")).isEqualTo(40);
    assertThat(stats.getDouble("stats.current_loss")).isEqualTo(3.125);
    assertThat(stats.getDouble("stats.current_val_loss")).isEqualTo(3.5);
    assertThat(stats.getDouble("stats.best_val_loss")).isEqualTo(3.5);
    assertThat(stats.getDouble("stats.current_epoch")).isPositive();

    JsonPath curve = given().queryParam("job", "figures-1").get("/api/training/curves").jsonPath();
    String at = "curves.'figures-1'.find { it.step == %d }.";
    assertThat(curve.getDouble(at.formatted(40) + "learning_rate")).isEqualTo(3e-3 * 41 / 100);
    assertThat(curve.getDouble(at.formatted(40) + "gradient_norm"))
        .isCloseTo(1 + 1.0 / 41, within(1e-6));
    assertThat(curve.getDouble(at.formatted(40) + "tokens_per_second")).isEqualTo(9000);
    assertThat(curve.getDouble(at.formatted(40) + "loss")).isEqualTo(3.125);
    assertThat(curve.getDouble(at.formatted(25) + "validation_loss")).isEqualTo(3.5);
    assertThat(curve.<Object>get(at.formatted(40) + "validation_loss")).isNull();
    assertThat(curve.getDouble(at.formatted(25) + "seconds")).isZero();
    assertThat(curve.getDouble(at.formatted(40) + "seconds")).isBetween(0.0, 600.0);
  }

  /// All that goes on is told, in flow order; what a job was at when its node went is not.
  @Test
  void severalThingsGoOnAtOnce() {
    KafkaSettings kafka = Testbed.attach().kafka();
    String node = "trainer-phases";
    AtomicInteger page = new AtomicInteger();
    try (FactoryEvents events = new FactoryEvents(kafka);
        JobEvents training = new JobEvents(kafka, "TRAIN", node);
        JobEvents exporting = new JobEvents(kafka, "EXPORT", node)) {
      events.beat(node, "trainer", "trainer", NodeState.RUNNING, 1);
      training.phase("phases-1", "tokenizer");
      await(() -> phases().contains("tokenizer"));
      assertThat(given().get("/api/status").<String>path("current_phase")).isEqualTo("tokenizer");
      exporting.phase("phases-2", "packing");
      await(() -> phases().contains("packing"));
      assertThat(phases()).as("one thing at a time").doesNotContain("tokenizer");
      exporting.finished("phases-2", JobOutcome.SUCCEEDED, "");
      await(() -> phases().contains("tokenizer"));
      assertThat(phases()).doesNotContain("packing");
      await(() -> {
        events.fetch(page.incrementAndGet(), "phases.example", "FETCHED");
        events.accepted(page.get(), "phases.example", "en", "Phases");
        return phases().containsAll(List.of("collecting", "preprocessing"));
      });
      events.beat(node, "trainer", "trainer", NodeState.RUNNING, 1);
      await(() -> phases().contains("tokenizer"));
      assertThat(phases().subList(0, 2)).containsExactly("collecting", "preprocessing");
      assertThat(given().get("/api/status").<String>path("current_phase"))
          .as("the furthest on")
          .isIn(phases().subList(2, phases().size()));

      // Its process began anew: what it had told of before was broken off.
      training.phase("phases-1", "tokenizer");
      events.beat(node, "trainer", Instant.now());
      await(() -> !phases().contains("tokenizer"));
    }
  }

  private static List<String> phases() {
    return given().get("/api/status").jsonPath().getList("factory.phases");
  }

  /// A reader that died is behind, and named.
  @Test
  void aGroupThatNobodyReadsForIsStillBehind() throws Exception {
    KafkaSettings kafka = Testbed.attach().kafka();
    String topic = Topics.CORPUS_ACCEPTED.name();
    try (FactoryEvents events = new FactoryEvents(kafka)) {
      events.accepted(1, "lag.example", "en", "Lag");
      await(() ->
          Integer.valueOf(1)
              .equals(
                  given()
                      .get("/api/corpus")
                      .path("domains.find { it.domain == 'lag.example' }.total")));
    }
    try (KafkaConsumer<byte[], byte[]> reader =
            new KafkaConsumer<>(kafka.groupConsumer("dead-reader", "one"));
        Admin admin = Admin.create(kafka.producer("lag-test"))) {
      List<TopicPartition> places =
          reader.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      reader.assign(places);
      long waiting = reader.endOffsets(places).values().stream().mapToLong(Long::longValue).sum();
      reader.commitSync(
          places.stream()
              .collect(Collectors.toMap(each -> each, each -> new OffsetAndMetadata(0))));
      String lag = "factory.lags.'" + topic + "'.";
      await(() -> "dead-reader".equals(given().get("/api/status").path(lag + "reader")));
      JsonPath told = given().get("/api/status").jsonPath();
      assertThat(told.getLong(lag + "records")).isGreaterThanOrEqualTo(waiting);
      assertThat(told.getBoolean(lag + "is_read")).isFalse();
      admin.deleteConsumerGroups(List.of("dead-reader")).all().get();
    }
  }

  /// Readers that keep their own places tell by their node's heartbeat what they have before them.
  @Test
  void aNodeThatIsBehindIsTold() {
    String lag = "factory.lags.'" + Topics.DATASET_SEALED.name() + "'.";
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      events.behind("trainer-behind", Topics.DATASET_SEALED, 1_234_567);
      await(() -> "trainer-behind".equals(given().get("/api/status").path(lag + "reader")));
      JsonPath told = given().get("/api/status").jsonPath();
      assertThat(told.getLong(lag + "records")).isEqualTo(1_234_567);
      assertThat(told.getBoolean(lag + "is_read")).isTrue();
      events.behind("trainer-behind", Topics.DATASET_SEALED, 0);
      await(() -> !"trainer-behind".equals(given().get("/api/status").path(lag + "reader")));
    }
    await(() ->
        given()
                .get("/api/status")
                .path("factory.lags.'" + Topics.MODEL_EVALUATED.name() + "'.records")
            != null);
  }
}
