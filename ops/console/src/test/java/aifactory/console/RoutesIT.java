package aifactory.console;

import static aifactory.console.ConsoleIT.await;
import static aifactory.console.ConsoleIT.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.setting.ConsoleConfig;
import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.JobOutcome;
import aifactory.event.SourceDeclared;
import aifactory.testbed.Testbed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What the pages ask over REST, with figures that are known.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class RoutesIT {
  private static final int ASKING = 8;

  private final ConsoleConfig config;

  RoutesIT(ConsoleConfig config) {
    this.config = config;
  }

  @Test
  void aFileOfTheInboxBecomesASourceAndNoOtherFileDoes() throws IOException {
    Path inbox = Files.createDirectories(config.home().resolve("inbox"));
    Files.writeString(inbox.resolve("notes.txt"), "Notes.");
    Files.createSymbolicLink(inbox.resolve("link"), Path.of("/etc"));
    try (Seen<SourceDeclared> sources = new Seen<>(Topics.CRAWL_SOURCES)) {
      order("/api/sources", Map.of("kind", "file", "address", "notes.txt")).then().statusCode(200);
      SourceDeclared declared = sources.first(each -> each.getKind().equals("file"));
      String notes = inbox.toRealPath().resolve("notes.txt").toString();
      assertThat(declared.getAddress()).isEqualTo(notes);
      for (String archived : List.of("warc", "wikipedia")) {
        order("/api/sources", Map.of("kind", archived, "address", "notes.txt"))
            .then()
            .statusCode(200);
        assertThat(sources.first(each -> each.getKind().equals(archived)).getAddress())
            .isEqualTo(notes);
      }
      String repository = "https://code.example/owner/name#next";
      order("/api/sources", Map.of("kind", "git", "address", repository)).then().statusCode(200);
      assertThat(sources.first(each -> each.getKind().equals("git")).getAddress())
          .isEqualTo(repository);
    }
    for (String other : List.of("../admin.token", "/etc/passwd", "link/passwd", "nothing", "..")) {
      order("/api/sources", Map.of("kind", "file", "address", other)).then().statusCode(400);
    }
  }

  @Test
  void aPolicyPreviewCountsExactlyWhatTheOrderWouldTouch() {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      for (int i = 0; i < 5; i++) {
        events.accepted(i, "www.preview.example", "en", "Preview " + i);
      }
      events.accepted(1, "notpreview.example", "en", "Another");
      events.bundle(Sha256.hex("preview bundle"), true, "www.preview.example");
      events.checkpoint(7);
      await(() -> documents("preview.example") == 6);
      await(() ->
          given().get("/api/training/checkpoints").jsonPath().getList("checkpoints").size() > 0);
    }
    Map<String, Object> forbidden =
        Map.of("domain_pattern", "preview.example", "allow_training", false);

    JsonPath effect = order("/api/policies/preview", forbidden).jsonPath();
    assertThat(effect.getInt("withdrawn.documents")).isEqualTo(5);
    assertThat(effect.getInt("withdrawn.utf8_bytes")).isEqualTo(5 * 3100);
    assertThat(effect.getInt("withdrawn.training_tokens")).isEqualTo(4321);
    assertThat(effect.getList("withdrawn.domains")).containsExactly("www.preview.example");
    assertThat(effect.getList("models.bundle_id")).containsExactly(Sha256.hex("preview bundle"));
    assertThat(effect.getInt("restored.documents")).isZero();
    assertThat(effect.getInt("model_total")).isOne();
    assertThat(effect.getInt("tokens_of.step")).isEqualTo(7);
    assertThat(effect.getString("tokens_of.checkpoint_hash"))
        .isEqualTo(Sha256.hex("checkpoint at 7"));

    order("/api/policies", forbidden).then().statusCode(200);
    JsonPath back =
        order("/api/policies/preview", Map.of("domain_pattern", "preview.example", "removed", true))
            .jsonPath();
    assertThat(back.getInt("restored.documents")).isEqualTo(5);
    assertThat(back.<Integer>get("restored.training_tokens"))
        .as("nobody has counted them")
        .isNull();
    assertThat(back.getInt("withdrawn.documents")).isZero();
    assertThat(
            order(
                    "/api/policies/preview",
                    Map.of("domain_pattern", "www.preview.example", "base_weight", 2))
                .jsonPath()
                .getInt("restored.documents"))
        .isEqualTo(5);
  }

  @Test
  void aSettingThatNobodySetIsADefaultAndNamesItsVariable() {
    await(() -> configuration("q=open-reads").getList("settings").size() == 1);
    JsonPath told = configuration("q=open-reads");
    assertThat(told.getString("settings[0].environment")).isEqualTo("OPEN_READS");
    assertThat(told.getString("settings[0].service")).isEqualTo("console");
    assertThat(told.getString("settings[0].origin")).isEqualTo("default");
    JsonPath secret = configuration("q=ADMIN_API_TOKEN");
    assertThat(secret.getBoolean("settings[0].secret")).isTrue();
    assertThat(secret.<Object>get("settings[0].value")).isNull();
  }

  @Test
  void theDescriptionNamesFieldsAsBodiesHaveThem() {
    JsonPath description = given().get("/q/openapi?format=json").jsonPath();

    assertThat(description.getMap("components.schemas.PromotionOrder.properties").keySet())
        .isEqualTo(Set.of("bundle_id", "force", "reason"));
    assertThat(
            description.<String>getList(
                "components.schemas.collect { it.value.properties?.keySet() ?: [] }.flatten()"))
        .hasSizeGreaterThan(30)
        .noneMatch(name -> !name.equals(name.toLowerCase(java.util.Locale.ROOT)));
  }

  private static JsonPath configuration(String query) {
    return given()
        .header("x-admin-token", ConsoleBed.TOKEN)
        .get("/api/configuration?" + query)
        .jsonPath();
  }

  @Test
  void aForeignNameThatWasMadeToLeadHereSeesNothing() {
    given().header("Host", "rebound.example").get("/api/status").then().statusCode(401);
    given().header("Host", "localhost.rebound.example").get("/api/nodes").then().statusCode(401);
    given().header("Host", "localhost").get("/api/nodes").then().statusCode(200);
  }

  @Test
  void aPreviewOfOneSourceTypeTouchesOnlyWhatHoldsThatType() {
    String host = "typed.example";
    String ofNews = Sha256.hex("learned from news");
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      events.accepted(1, host, "en", "A page", "web");
      events.accepted(2, host, "en", "News", "news");
      events.datasetOf("ds-typed-1", 901, Map.of("web " + host, 1L));
      events.datasetOf("ds-typed-2", 902, Map.of("web " + host, 1L, "news " + host, 3L));
      events.bundleOf(Sha256.hex("learned from pages"), List.of("web " + host));
      events.bundleOf(ofNews, List.of("web " + host, "news " + host));
      await(() -> documents(host) == 2);
      await(() -> given().get("/api/models/" + ofNews).statusCode() == 200);
      await(() -> given().get("/api/datasets/ds-typed-2").statusCode() == 200);
    }
    Map<String, Object> noNews =
        Map.of("domain_pattern", host, "source_type", "news", "allow_training", false);

    await(() -> order("/api/policies/preview", noNews).jsonPath().getInt("model_total") == 1);
    JsonPath effect = order("/api/policies/preview", noNews).jsonPath();

    assertThat(effect.getInt("withdrawn.documents")).isOne();
    assertThat(effect.getList("datasets.dataset_id")).containsExactly("ds-typed-2");
    assertThat(effect.getInt("datasets[0].documents")).isEqualTo(3);
    assertThat(effect.getInt("dataset_total")).isOne();
    assertThat(effect.getList("models.bundle_id")).containsExactly(ofNews);
  }

  @Test
  void documentsCharactersAndBytesAreCountedExactly() {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      for (int i = 0; i < 7; i++) {
        events.accepted(i, "counted.example", i < 3 ? "ja" : "en", "Counted " + i);
      }
    }
    String of = "domains.find { it.domain == 'counted.example' }.";
    await(() -> Integer.valueOf(7).equals(given().get("/api/corpus").path(of + "total")));
    JsonPath corpus = given().get("/api/corpus").jsonPath();
    assertThat(corpus.getLong(of + "utf8_bytes")).isEqualTo(7 * 3100);
    String source = "sources.find { it.source_id == 'web-counted.example' }.";
    assertThat(corpus.getLong(source + "total")).isEqualTo(7);
    // All that the lists show adds up to the whole, and the status says the same.
    assertThat(corpus.getList("languages.total", Long.class).stream().mapToLong(each -> each).sum())
        .isEqualTo(corpus.getLong("held.documents"));
    assertThat(
            corpus.getList("languages.characters", Long.class).stream()
                .mapToLong(each -> each)
                .sum())
        .isEqualTo(corpus.getLong("held.characters"))
        .isEqualTo(2400 * corpus.getLong("held.documents"));
    await(() ->
        corpus.getInt("held.documents")
            == given().get("/api/status").<Integer>path("stats.total_docs"));
  }

  @Test
  void ofEqualFormsAskedForAtOnceEachGetsANameOfItsOwn() throws Exception {
    Map<String, Object> form =
        Map.of("component", "text", "base_model", "nano", "task", "lm-pretrain", "steps", 17);
    Set<String> names = new HashSet<>();
    for (Response answer : atOnce(() -> order("/api/training/jobs", form))) {
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
      names.add(answer.path("artifact_name"));
    }
    assertThat(names).hasSize(ASKING);
  }

  private static List<Response> atOnce(Callable<Response> order) throws Exception {
    CyclicBarrier together = new CyclicBarrier(ASKING);
    List<Response> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(ASKING)) {
      List<Callable<Response>> orders =
          Collections.nCopies(
              ASKING,
              () -> {
                together.await();
                return order.call();
              });
      for (Future<Response> answer : clients.invokeAll(orders)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  @Test
  void aNodeThatFellSilentIsClearedAwayAndComesBackWhenItBeats() {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      events.beat("silent-1", "sensing", Instant.now().minusSeconds(7200));
      await(() -> given().get("/api/nodes?limit=500").asString().contains("silent-1"));
      Response cleared = order("/api/nodes/cleanup-stale", Map.of("older_than_sec", 3600));
      assertThat(cleared.<List<String>>path("node_ids")).contains("silent-1");
      assertThat(given().get("/api/nodes?limit=500").asString()).doesNotContain("silent-1");
      assertThat(
              order("/api/nodes/cleanup-stale", Map.of("older_than_sec", 3600))
                  .<List<String>>path("node_ids"))
          .doesNotContain("silent-1");

      events.beat("silent-1", "sensing", Instant.now());
      await(() -> given().get("/api/nodes?limit=500").asString().contains("silent-1"));
    }
  }

  @Test
  void ofEvaluationsAskedForAtOnceOneIsBegun() throws Exception {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka());
        JobEvents jobs = new JobEvents(Testbed.attach().kafka(), "EVALUATE")) {
      events.bundle(Sha256.hex("asked at once"), true, "asked.example");
      await(() -> order("/api/evals/run", Map.of()).statusCode() == 200);
      jobs.finished(order("/api/evals/run", Map.of()).path("job_id"), JobOutcome.SUCCEEDED, "");
      await(() -> given().get("/api/evals/status").path("status").equals("idle"));

      List<String> states = new ArrayList<>();
      Set<String> asked = new HashSet<>();
      for (Response answer : atOnce(() -> order("/api/evals/run", Map.of()))) {
        states.add(answer.path("status"));
        asked.add(answer.path("job_id"));
      }

      assertThat(states).containsOnlyOnce("started").contains("busy");
      assertThat(asked).hasSize(1);
      String said = "Job %s (EVALUATE) asked for by admin".formatted(asked.iterator().next());
      await(() -> FakeInference.NOTICES.stream().anyMatch(each -> each.contains(said)));
      JsonPath running = given().get("/api/evals/status").jsonPath();
      assertThat(running.getString("status")).isEqualTo("running");
      jobs.progressed(asked.iterator().next(), 7, 20);
      await(() -> Integer.valueOf(7).equals(given().get("/api/evals/status").path("jobs[0].step")));
      assertThat(given().get("/api/evals/status").<Integer>path("jobs[0].total_steps"))
          .isEqualTo(20);
      jobs.finished(asked.iterator().next(), JobOutcome.FAILED, "the battery was empty");
      await(() ->
          "the battery was empty".equals(given().get("/api/evals/status").path("last_error")));
      await(() ->
          FakeInference.NOTICES.stream()
              .anyMatch(each -> each.contains("failed: the battery was")));
      jobs.finished(order("/api/evals/run", Map.of()).path("job_id"), JobOutcome.SUCCEEDED, "");
      await(() -> given().get("/api/evals/status").path("last_error") == null);
    }
  }

  @Test
  void recordsAreReadBackwardsAndFoundByTheirKey() {
    String url = "http://records.example/page/7";
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      for (int i = 0; i < 12; i++) {
        events.rejected(i, "records.example", "TOO_SHORT");
      }
    }
    String topic = "/api/topics/corpus.rejected";
    await(() ->
        given().get(topic + "/records?key=" + Sha256.hex(url)).jsonPath().getList("records").size()
            == 1);
    JsonPath found = given().get(topic + "/records?key=" + Sha256.hex(url)).jsonPath();
    assertThat(found.getString("records[0].event.url")).isEqualTo(url);
    assertThat(found.getBoolean("complete")).isTrue();
    int partition = found.getInt("records[0].partition");
    long offset = found.getLong("records[0].offset");
    JsonPath before =
        given()
            .get(topic + "/records?limit=3&partition=%d&before=%d".formatted(partition, offset))
            .jsonPath();
    assertThat(before.<Integer>getList("records.offset"))
        .allMatch(each -> each < offset)
        .hasSizeLessThanOrEqualTo(3);
    assertThat(given().get(topic).jsonPath().getList("partitions")).isNotEmpty();
    given().get("/api/topics/no.such/records").then().statusCode(404);
    given().get(topic + "/records?before=4").then().statusCode(400);
    given().get(topic + "/records?limit=1000").then().statusCode(400);
  }

  /// What is rare among many is found all the same, and of what is frequent the newest.
  @Test
  void recordsOfAKeyAreLookedForFromTheNewestOn() {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      events.line("rare-node", "INFO", "long ago");
      for (int i = 0; i < 300; i++) {
        events.line("frequent-node", "INFO", "line " + i);
      }
    }
    String records = "/api/topics/node.logs/records?key=";
    await(() -> messages(records + "frequent-node&limit=3").contains("line 299"));
    assertThat(messages(records + "frequent-node&limit=3"))
        .containsExactly("line 299", "line 298", "line 297");
    assertThat(messages(records + "rare-node&limit=1")).containsExactly("long ago");
    JsonPath nothing = given().get(records + "nobody").jsonPath();
    assertThat(nothing.getList("records")).isEmpty();
    assertThat(nothing.getBoolean("complete")).isTrue();
  }

  private static List<String> messages(String path) {
    return given().get(path).jsonPath().getList("records.event.message");
  }

  private static int documents(String part) {
    return given().get("/api/documents?q=" + part).jsonPath().getList("documents").size();
  }
}
