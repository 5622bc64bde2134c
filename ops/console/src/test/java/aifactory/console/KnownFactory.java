package aifactory.console;

import static aifactory.console.ConsoleIT.await;
import static aifactory.console.ConsoleIT.order;
import static io.restassured.RestAssured.given;

import aifactory.contract.id.Sha256;
import aifactory.contract.topic.Topics;
import aifactory.event.ArtifactPublished;
import aifactory.event.JobKind;
import aifactory.event.JobRequested;
import aifactory.event.ModelExamined;
import aifactory.event.RetractionReason;
import aifactory.testbed.Testbed;
import aifactory.wire.EventProducer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// A factory in which every list of the console has something.
public final class KnownFactory implements QuarkusTestProfile {
  private static final String MANIFEST =
      """
      {"task": "lm-train", "precision": "fp32", "training_config_hash": "known-hash"}
      """;

  static final String NODE = Showcase.NODES.getFirst();

  private static final AtomicBoolean TOLD = new AtomicBoolean();

  /// Tells the console of it, once, and waits until it has seen all.
  static void tell() {
    if (TOLD.getAndSet(true)) {
      return;
    }
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka())) {
      Showcase.morning(events);
      Showcase.second(events, 0);
      events.line(Showcase.NODES.get(2), "INFO", "learning");
      events.retraction(
          "http://gone.example/page/1", "gone.example", RetractionReason.TAKEDOWN, "order-1", true);
      events.datasetOf("ds-known", 7, Map.of("web known.example", 3L));
      job();
      artifact();
      examination();
      order("/api/takedowns", Map.of("target_kind", "URL", "target", "http://gone.example/"))
          .then()
          .statusCode(200);
      for (String list : List.of("nodes", "rejections", "retractions", "artifacts", "logs")) {
        await(() -> !given().get("/api/" + list).jsonPath().getList(list(list)).isEmpty());
      }
      order("/api/keys", Map.of("name", "known", "role", "VIEWER")).then().statusCode(200);
      order("/api/control", Map.of("action", "start")).then().statusCode(200);
      order("/api/migration/gguf-export/run", Map.of("model", Sha256.hex("bundle 1")))
          .then()
          .statusCode(200);
      await(() -> given().get("/api/models/decisions").jsonPath().getList("decisions").size() >= 3);
      await(() ->
          !given().get("/api/models/productions").jsonPath().getList("productions").isEmpty());
      await(() -> !given().get("/api/dead-letters").jsonPath().getList("dead_letters").isEmpty());
      await(() ->
          !given().get("/api/evals/examinations").jsonPath().getList("examinations").isEmpty());
      await(() -> !given().get("/api/training/runs").jsonPath().getList("runs").isEmpty());
      await(() -> given().get("/api/training/jobs").asString().contains("known-job"));
      await(() -> given().get("/api/datasets").asString().contains("ds-known"));
    }
  }

  private static String list(String route) {
    return route.equals("logs") ? "lines" : route;
  }

  private static void job() {
    try (EventProducer producer = EventProducer.open(Testbed.attach().kafka(), "test-job")) {
      producer.sendAndWait(
          Topics.JOB_REQUESTED,
          "known-job",
          JobRequested.newBuilder()
              .setJobId("known-job")
              .setKind(JobKind.TRAIN)
              .setParameters(Map.of("training_config_hash", "known-hash"))
              .setActor("test")
              .setRequestedAt(Instant.now())
              .setCancelled(false)
              .build());
    }
  }

  private static void examination() {
    try (EventProducer producer = EventProducer.open(Testbed.attach().kafka(), "test-eval")) {
      producer.sendAndWait(
          Topics.MODEL_EXAMINED,
          Sha256.hex("checkpoint"),
          ModelExamined.newBuilder()
              .setExaminationId("ex-known")
              .setModel("model.gguf")
              .setCheckpointHash(Sha256.hex("checkpoint"))
              .setBatteryHash(Sha256.hex("battery"))
              .setItems(40L)
              .setAccuracy(0.5)
              .setAccuracyByByte(0.55)
              .setChance(0.25)
              .setTasks(Map.of("last_word.en", 0.55, "last_word.en.chance", 0.25))
              .setExaminedAt(Instant.now())
              .build());
    }
  }

  private static void artifact() {
    try (EventProducer producer = EventProducer.open(Testbed.attach().kafka(), "test-artifact")) {
      producer.sendAndWait(
          Topics.ARTIFACT_PUBLISHED,
          "known-artifact",
          ArtifactPublished.newBuilder()
              .setArtifactName("known-artifact")
              .setManifest(MANIFEST)
              .setLocation("artifacts/known-artifact.zip")
              .setZipHash(Sha256.hex("known"))
              .setBytes(5L)
              .setJobId(null)
              .setActor("test")
              .setPublishedAt(Instant.now())
              .build());
    }
  }
}
