package aifactory.console;

import static aifactory.console.ConsoleIT.await;
import static aifactory.console.ConsoleIT.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import aifactory.console.setting.ConsoleConfig;
import aifactory.contract.manifest.ArtifactZip;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.topic.Topics;
import aifactory.event.ArtifactPublished;
import aifactory.event.JobKind;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import aifactory.testbed.Testbed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The training form, its jobs and artifacts, over REST.
@QuarkusTest
@QuarkusTestResource(ConsoleBed.class)
final class ArtifactsIT {
  private static final String JOBS = "/api/training/jobs";
  private static final Map<String, Object> VISION =
      Map.of(
          "component",
          "vision",
          "base_model",
          "vit-base16",
          "task",
          "embed",
          "embedding_dim",
          768,
          "precision",
          "fp16",
          "quantize",
          false,
          "batch_size",
          256,
          "epochs",
          10);
  private static final Map<String, Object> LANGUAGE =
      Map.of(
          "component",
          "inference",
          "base_model",
          "gpt-small-v1",
          "task",
          "lm-finetune",
          "max_seq_length",
          1024,
          "learning_rate",
          2e-5,
          "epochs",
          3,
          "quantize",
          "int8");
  private static final Map<String, Object> NANO =
      Map.of("component", "text", "base_model", "nano", "task", "lm-pretrain", "steps", 100);

  @TempDir Path folder;
  private final ConsoleConfig config;

  ArtifactsIT(ConsoleConfig config) {
    this.config = config;
  }

  @Test
  void theVisionExampleIsNamedAndRecordedAsSpecifiedAndRefusedByName() {
    JsonPath draft = preview(VISION);
    assertThat(draft.getString("artifact_name")).isEqualTo("vision-vit-base16-embed-v1");
    Map<String, Object> manifest = draft.getMap("manifest");
    assertThat(manifest)
        .containsEntry("base_model", "vit-base16")
        .containsEntry("task", "embed")
        .containsEntry("embedding_dim", 768)
        .containsEntry("precision", "fp16")
        .containsEntry("quantized", false)
        .containsEntry(
            "training_config_hash",
            "14a96e9273bc10c69e00812324bea21b8bb1bb0e3646ea808cd9ef5b9f22947f");
    assertThat(draft.getBoolean("available")).isFalse();
    Response refused = order(JOBS, VISION);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.jsonPath().getString("code")).isEqualTo("NOT_AVAILABLE");
    assertThat(refused.jsonPath().getList("errors.field")).contains("component", "task");
  }

  @Test
  void theLanguageExampleIsNamedAndRecordedAsSpecified() {
    JsonPath draft = preview(LANGUAGE);
    assertThat(draft.getString("artifact_name")).isEqualTo("gpt-small-v1-lm-finetune-int8-v1");
    assertThat(draft.getMap("manifest"))
        .containsEntry("quantized", true)
        .containsEntry("precision", "int8")
        .containsEntry("input_spec", Map.of("max_seq_length", 1024))
        .containsEntry(
            "training_config_hash",
            "bc8adc788902aee4ee2fc6479f371eb0a34a82131ccc5fbf580ea96cc2e18db1");
    Response refused = order(JOBS, LANGUAGE);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.jsonPath().getList("errors.field")).containsExactly("base_model");
  }

  @Test
  void everyFieldIsOfferedWithItsTargetAndWhatHasNoEngineSaysSo() {
    JsonPath form = given().get("/api/training/form").jsonPath();
    assertThat(form.<String>getList("fields.name"))
        .contains("component", "privacy_level")
        .hasSize(27);
    assertThat(form.getString("fields.find { it.name == 'hidden_size' }.target"))
        .isEqualTo("model_config");
    assertThat(form.getString("fields.find { it.name == 'sample_rate' }.unavailable")).isNotEmpty();
    assertThat(
            form.<String>getList(
                "fields.find { it.name == 'privacy_level' }.choices.findAll { it.unavailable == null }.value"))
        .containsExactly("none");
  }

  @Test
  void aWrongFieldIsNamed() {
    for (Map.Entry<String, Object> wrong :
        Map.<String, Object>of(
                "num_heads",
                7,
                "learning_rate",
                "fast",
                "steps",
                0,
                "optimizer",
                "magic",
                "train_data_tags",
                List.of("ds-unknown"),
                "artifact_name",
                "Nano",
                "node_type",
                "robot",
                "colour",
                "red")
            .entrySet()) {
      Map<String, Object> form = new HashMap<>(NANO);
      form.put(wrong.getKey(), wrong.getValue());
      Response refused = order(JOBS, form);
      assertThat(refused.statusCode()).as(wrong.getKey()).isEqualTo(400);
      assertThat(refused.jsonPath().getList("errors.field")).containsExactly(wrong.getKey());
    }
    for (String level : List.of("dp", "secure-agg")) {
      Map<String, Object> form = new HashMap<>(NANO);
      form.put("privacy_level", level);
      Response refused = order(JOBS, form);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.jsonPath().getString("detail"))
          .contains(level + " has no engine here yet");
    }
    given().get("/api/training/form/preview?form=[").then().statusCode(400);
  }

  @Test
  void aJobIsAskedForWatchedAndEndsInAnArtifact() throws IOException {
    try (Seen<JobRequested> requests = new Seen<>(Topics.JOB_REQUESTED);
        JobEvents trainer = new JobEvents(Testbed.attach().kafka(), "TRAIN")) {
      Map<String, Object> form = new HashMap<>(NANO);
      form.put("quantize", true);
      Response asked = order(JOBS, form);
      assertThat(asked.statusCode()).isEqualTo(202);
      String id = asked.path("job_id");
      assertThat(asked.header("Location")).endsWith(JOBS + "/" + id);
      String name = asked.path("artifact_name");
      assertThat(name).isEqualTo("text-nano-lm-pretrain-int8-v1");
      assertThat(asked.<String>path("manifest.training_config_hash"))
          .isEqualTo(asked.path("training_config_hash"));
      JobRequested request = requests.first(each -> each.getJobId().equals(id));
      assertThat(request.getKind()).isEqualTo(JobKind.TRAIN);
      assertThat(request.getActor()).isEqualTo("admin");
      assertThat(request.getParameters())
          .containsEntry("artifact_name", name)
          .containsEntry("training_config_hash", asked.path("training_config_hash"));
      assertThat(job(id).getString("job.state")).isEqualTo("requested");
      assertThat(order(JOBS, form).<String>path("artifact_name"))
          .as("a model trained anew is another major")
          .isEqualTo("text-nano-lm-pretrain-int8-v2");

      trainer.progressed(id, 40, 100);
      await(() -> job(id).getString("job.state").equals("running"));
      assertThat(job(id).getDouble("job.progress")).isEqualTo(0.4);
      assertThat(job(id).getDouble("job.eta_seconds")).isEqualTo(130);
      trainer.published(request, config.modelStore());
      trainer.finished(id, JobOutcome.SUCCEEDED, "");
      await(() -> "succeeded".equals(job(id).getString("job.state")));
      await(() -> name.equals(job(id).getString("job.artifact_id")));
      assertThat(order(JOBS + "/" + id + "/cancel", Map.of()).statusCode()).isEqualTo(409);
      assertThat(
              given()
                  .get(JOBS + "?hash=" + asked.path("training_config_hash"))
                  .jsonPath()
                  .<String>getList("jobs.job_id"))
          .hasSize(2)
          .contains(id);
      downloads(name);
    }
  }

  private void downloads(String name) throws IOException {
    Response zip = given().get("/api/artifacts/" + name + "/download");
    assertThat(zip.statusCode()).isEqualTo(200);
    assertThat(zip.contentType()).startsWith("application/zip");
    assertThat(zip.header("Content-Disposition")).contains(name + ".zip");
    Path copy = Files.write(folder.resolve("copy.zip"), zip.asByteArray());
    assertThat(zip.header("ETag")).isEqualTo("\"" + ArtifactZip.hash(copy) + "\"");
    assertThat(ArtifactZip.read(copy, 1 << 20).name()).isEqualTo(name);
    JsonPath listed = given().get("/api/artifacts?precision=int8").jsonPath();
    assertThat(listed.<String>getList("artifacts.artifact_name")).containsExactly(name);
    for (String other : List.of("..%2F..%2Fadmin.token", "nothing", "%2Fetc%2Fpasswd")) {
      given()
          .urlEncodingEnabled(false)
          .get("/api/artifacts/" + other + "/download")
          .then()
          .statusCode(404);
    }
  }

  /// The job's end and its artifact are told on two topics, in no order.
  @Test
  void aNameIsTakenOnceItsJobSucceededAndFreeWhenItFailed() {
    Map<String, Object> form = new HashMap<>(NANO);
    form.put("base_model", "tiny");
    try (JobEvents trainer = new JobEvents(Testbed.attach().kafka(), "TRAIN")) {
      Response first = order(JOBS, form);
      assertThat(first.statusCode()).as(first.asString()).isEqualTo(202);
      String id = first.path("job_id");
      String taken = first.path("artifact_name");
      assertThat(taken).endsWith("-v1");
      trainer.finished(id, JobOutcome.SUCCEEDED, "");
      await(() -> "succeeded".equals(job(id).getString("job.state")));
      Response second = order(JOBS, form);
      assertThat(second.<String>path("artifact_name")).endsWith("-v2");
      String failed = second.path("job_id");
      trainer.finished(failed, JobOutcome.FAILED, "no room");
      await(() -> "failed".equals(job(failed).getString("job.state")));
      assertThat(order(JOBS, form).<String>path("artifact_name")).endsWith("-v2");
    }
  }

  @Test
  void aJobIsTakenBack() {
    try (Seen<JobRequested> requests = new Seen<>(Topics.JOB_REQUESTED);
        JobEvents trainer = new JobEvents(Testbed.attach().kafka(), "TRAIN")) {
      String id = order(JOBS, Map.of("base_model", "nano", "task", "lm-pretrain")).path("job_id");
      assertThat(
              requests
                  .first(each -> each.getJobId().equals(id))
                  .getParameters()
                  .get("artifact_name"))
          .matches("inference\\.lm\\.nano\\.[a-z0-9-]+\\.\\d{8}t\\d{12}z");
      await(() -> job(id).getString("job.requested_at") != null);
      assertThat(order(JOBS + "/" + id + "/cancel", Map.of()).statusCode()).isEqualTo(202);
      requests.first(each -> each.getJobId().equals(id) && each.getCancelled());
      await(() -> "cancelling".equals(job(id).getString("job.state")));
      trainer.finished(id, JobOutcome.CANCELLED, "taken back");
      await(() -> "cancelled".equals(job(id).getString("job.state")));
      assertThat(job(id).getString("job.cancelled_by")).isEqualTo("admin");
      given().get(JOBS + "/no-such-job").then().statusCode(404);
      given().get(JOBS + "/" + id + "/logs").then().statusCode(200);
    }
  }

  @Test
  void anUploadedArtifactIsTakenInWholeOrNotAtAll() throws IOException {
    Path zip = folder.resolve("artifact.zip");
    ArtifactZip.Content content =
        JobEvents.artifact(
            "text-elsewhere-lm-pretrain-v1", CanonicalJson.write(NANO), zip, 3_000_000);
    try (Seen<ArtifactPublished> published = new Seen<>(Topics.ARTIFACT_PUBLISHED)) {
      Response taken = upload(zip);
      assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
      ArtifactPublished event =
          published.first(each -> each.getArtifactName().equals(content.name()));
      assertThat(event.getManifest()).isEqualTo(content.manifest());
      assertThat(event.getJobId()).isNull();
      assertThat(event.getActor()).isEqualTo("admin");
      await(() -> given().get("/api/artifacts/" + content.name()).statusCode() == 200);
      upload(zip).then().statusCode(201);

      Path other = folder.resolve("other.zip");
      JobEvents.artifact(content.name(), CanonicalJson.write(NANO), other, 7);
      upload(other).then().statusCode(409);
      Response altered = upload(changed(content, "model.onnx", 1_000));
      assertThat(altered.statusCode()).isEqualTo(400);
      assertThat(altered.jsonPath().getString("reason")).isEqualTo("FILE_ALTERED");
      assertThat(altered.jsonPath().getString("detail")).contains("model.onnx");
      Response outside = upload(changed(content, "../../admin.token", 5));
      assertThat(outside.jsonPath().getString("reason")).isEqualTo("PATH_OUTSIDE");
      given()
          .header("x-admin-token", ConsoleBed.TOKEN)
          .body("no zip")
          .post("/api/artifacts")
          .then()
          .statusCode(400);
      assertThat(order("/api/sources", Map.of("address", "x".repeat(2_000_000))).statusCode())
          .as("other routes keep their limit")
          .isEqualTo(413);
    }
    try (var left = Files.list(config.modelStore().resolve("artifacts"))) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .noneMatch(each -> each.startsWith("."));
    }
  }

  private Path changed(ArtifactZip.Content content, String path, int bytes) throws IOException {
    Path zip = folder.resolve("changed.zip");
    Map<String, byte[]> files = new HashMap<>();
    files.put("model.onnx", new byte[3_000_000]);
    files.put("tokenizer.json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    files.put(path, new byte[bytes]);
    files.put(
        "artifact_manifest.json",
        content.manifest().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        out.putNextEntry(new ZipEntry(each.getKey()));
        out.write(each.getValue());
      }
    }
    return zip;
  }

  private static Response upload(Path zip) throws IOException {
    return given()
        .header("x-admin-token", ConsoleBed.TOKEN)
        .contentType("application/zip")
        .body(Files.readAllBytes(zip))
        .post("/api/artifacts");
  }

  @Test
  void theReferenceSystemsOrdersAreJobs() {
    try (FactoryEvents events = new FactoryEvents(Testbed.attach().kafka());
        Seen<JobRequested> requests = new Seen<>(Topics.JOB_REQUESTED)) {
      String bundle = aifactory.contract.id.Sha256.hex("migrated");
      events.bundle(bundle, true, "www.migrated.example");
      await(() -> given().get("/api/models").asString().contains(bundle));
      Response export =
          order("/api/migration/gguf-export/run", Map.of("model", bundle, "quant", "Q4_K_M"));
      assertThat(export.<String>path("status")).isEqualTo("started");
      JobRequested asked = requests.first(each -> each.getKind() == JobKind.EXPORT);
      assertThat(asked.getParameters())
          .containsEntry("format", "gguf")
          .containsEntry("precision", "q4_k")
          .containsEntry("model", bundle);
      assertThat(
              order("/api/migration/gguf-export/run", Map.of("model", bundle))
                  .<String>path("status"))
          .isEqualTo("busy");
      assertThat(given().get("/api/migration/gguf-export/status").<String>path("status"))
          .isEqualTo("running");
      assertThat(
              order("/api/migration/hf-train/run", Map.of("base_model", bundle, "epochs", 1))
                  .then()
                  .log()
                  .ifError()
                  .extract()
                  .response()
                  .<String>path("status"))
          .isEqualTo("started");
      JobRequested tuning = requests.first(each -> each.getKind() == JobKind.FINE_TUNE);
      String tuned = "/api/migration/hf-train/status";
      assertThat(given().get(tuned).<String>path("status")).isEqualTo("running");
      try (JobEvents exporter = new JobEvents(Testbed.attach().kafka(), "EXPORT");
          JobEvents tuner = new JobEvents(Testbed.attach().kafka(), "FINE_TUNE")) {
        exporter.finished(asked.getJobId(), JobOutcome.FAILED, "Q4_K needs rows of 256");
        tuner.progressed(tuning.getJobId(), 5, 10);
        tuner.finished(tuning.getJobId(), JobOutcome.SUCCEEDED, "");
      }
      String exported = "/api/migration/gguf-export/status";
      await(() -> "idle".equals(given().get(exported).path("status")));
      await(() -> "idle".equals(given().get(tuned).path("status")));
      assertThat(given().get(exported).<String>path("last_error"))
          .isEqualTo("Q4_K needs rows of 256");
      JsonPath after = given().get(tuned).jsonPath();
      assertThat(after.<Object>get("last_error")).isNull();
      assertThat(after.getString("last_output")).isEqualTo("nano");
      assertThat(after.getString("jobs[0].outcome")).isEqualTo("SUCCEEDED");
      assertThat(after.getInt("jobs[0].step")).isEqualTo(5);
      order("/api/migration/gguf-export/run", Map.of("llama_cpp_dir", "/tmp/evil"))
          .then()
          .statusCode(400);
    }
  }

  private static JsonPath job(String id) {
    return given().get(JOBS + "/" + id).jsonPath();
  }

  private static JsonPath preview(Map<String, Object> form) {
    return given()
        .queryParam("form", CanonicalJson.write(form))
        .get("/api/training/form/preview")
        .jsonPath();
  }
}
