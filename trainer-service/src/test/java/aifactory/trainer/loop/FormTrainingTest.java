package aifactory.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.id.Sha256;
import aifactory.contract.manifest.ArtifactZip;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.TrainingForm;
import aifactory.event.ArtifactPublished;
import aifactory.event.JobFinished;
import aifactory.event.JobKind;
import aifactory.event.JobOutcome;
import aifactory.event.JobRequested;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs of the training form, from the request to the ZIP.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class FormTrainingTest {
  private static final Map<String, Object> SMALL =
      Map.of(
          "component",
          "text",
          "base_model",
          "nano",
          "task",
          "lm-pretrain",
          "hidden_size",
          32,
          "num_layers",
          1,
          "num_heads",
          2,
          "max_seq_length",
          24,
          "vocab_size",
          300,
          "batch_size",
          2,
          "steps",
          12);

  @TempDir Path home;
  private SmallWorkshop shop;

  @BeforeEach
  void aSealedDataset() {
    shop = new SmallWorkshop(home);
    shop.grow(40);
  }

  @Test
  void aFormBecomesAnArtifactThatSaysWhatWasRun() throws IOException {
    Map<String, Object> form =
        with(Map.of("checkpoint_interval", 5, "train_data_tags", List.of("ds-1")));
    shop.grow(5); // a newer version, which the form does not ask for
    ask("a-1", form, Map.of("node_type", "trainer"));
    JobFinished end = endOf("a-1");

    assertThat(end.getError()).isNull();
    ArtifactPublished artifact = shop.announcer.artifacts.getFirst();
    assertThat(artifact.getArtifactName()).isEqualTo("text-nano-lm-pretrain-v1");
    assertThat(artifact.getJobId()).isEqualTo("a-1");
    assertThat(artifact.getActor()).isEqualTo("somebody");
    Path zip = shop.modelStore.resolve(artifact.getLocation());
    assertThat(artifact.getZipHash()).isEqualTo(Sha256.hex(Files.readAllBytes(zip)));
    ArtifactZip.Content content = ArtifactZip.read(zip, 1 << 26);
    assertThat(content.manifest()).isEqualTo(artifact.getManifest());
    assertThat(content.parts().keySet())
        .contains("README.md", "model.onnx", "model.onnx.data", "parity.json", "tokenizer.json");
    JsonNode manifest = CanonicalJson.read(content.manifest(), JsonNode.class);
    assertThat(schema().validate(manifest)).isEmpty();
    assertThat(manifest.path("training_config_hash").asText())
        .isEqualTo(TrainingForm.training(form).hash());
    assertThat(manifest.path("license").asText()).isEqualTo("cc-by-4.0 AND unspecified");
    assertThat(manifest.path("model_config").path("hidden_size").asInt()).isEqualTo(32);
    assertThat(manifest.path("input_spec").path("max_seq_length").asInt()).isEqualTo(24);
    assertThat(manifest.path("checkpoint_policy").path("checkpoint_interval").asInt()).isEqualTo(5);
    assertThat(manifest.path("node_type").asText()).isEqualTo("trainer");
    assertThat(manifest.path("train_data_tags").toString()).isEqualTo("[\"ds-1\"]");
    JsonNode data = manifest.path("data_prep_profile").path("datasets").path(0);
    assertThat(data.path("filter_configuration_hash").asText()).isEqualTo("filters-1");
    assertThat(data.path("by_licence").path("cc-by-4.0").asInt()).isEqualTo(9);
    assertThat(manifest.path("lineage").path("step").asText()).isEqualTo("12");
    assertThat(shop.announcer.checkpoints.stream().map(each -> each.getStep()))
        .containsExactly(5L, 10L, 12L);
    assertThat(end.getResults()).containsEntry("artifactName", "text-nano-lm-pretrain-v1");
  }

  @Test
  void quantizingIsAStepOfTheJobAndMakesItSmaller() throws IOException {
    ask("whole", with(Map.of()), Map.of("artifact_name", "text-whole-lm-pretrain-v1"));
    ask("small", with(Map.of("quantize", true)), Map.of());
    endOf("small");
    assertThat(shop.announcer.finished).allMatch(end -> end.getOutcome() == JobOutcome.SUCCEEDED);
    ArtifactPublished small = shop.announcer.artifacts.getLast();
    assertThat(small.getArtifactName()).isEqualTo("text-nano-lm-pretrain-int8-v1");
    JsonNode manifest = CanonicalJson.read(small.getManifest(), JsonNode.class);
    assertThat(manifest.path("quantized").asBoolean()).isTrue();
    assertThat(manifest.path("precision").asText()).isEqualTo("int8");
    assertThat(manifest.path("parity").path("perplexity_ratio").asDouble()).isPositive();
    assertThat(small.getBytes()).isLessThan(shop.announcer.artifacts.getFirst().getBytes());
    assertThat(shop.announcer.progress)
        .anyMatch(each -> each.getPhase().equals("post-training-quantize"));
  }

  @Test
  void aModelIsTrainedOnFromAnArtifactAndKeepsWhatItHasRead() {
    ask("elder", with(Map.of()), Map.of());
    ask(
        "younger",
        Map.of(
            "base_model",
            "text-nano-lm-pretrain-v1",
            "task",
            "lm-finetune",
            "epochs",
            1,
            "batch_size",
            16,
            "precision",
            "fp16"),
        Map.of("artifact_name", "text-younger-lm-finetune-v1"));
    JobFinished end = endOf("younger");
    assertThat(end.getError()).isNull();
    var elder = shop.announcer.checkpoints.getFirst();
    var younger = shop.announcer.checkpoints.getLast();
    assertThat(younger.getTokenizerHash()).isEqualTo(elder.getTokenizerHash());
    assertThat(younger.getInitialValidationLoss()).isLessThan(elder.getInitialValidationLoss());
    JsonNode manifest =
        CanonicalJson.read(shop.announcer.artifacts.getLast().getManifest(), JsonNode.class);
    assertThat(manifest.path("precision").asText()).isEqualTo("fp16");
    assertThat(manifest.path("license").asText()).isEqualTo("cc-by-4.0 AND unspecified");
    assertThat(younger.getTokensSeen()).isGreaterThan(1000);
  }

  @Test
  void aJobThatIsTakenBackEndsBetweenTwoSteps() {
    ask("endless", with(Map.of("steps", 1_000_000)), Map.of());
    shop.announcer.onCheckpoint =
        checkpoint -> shop.jobs.requested(request("endless", Map.of(), true));
    JobFinished end = endOf("endless");
    assertThat(end.getOutcome()).isEqualTo(JobOutcome.CANCELLED);
    assertThat(shop.announcer.artifacts).isEmpty();
    assertThat(shop.modelStore.resolve("runs")).isEmptyDirectory();
  }

  @Test
  void whatCannotBeDoneIsRefusedByTheFieldAndTheNextJobGoesOn() {
    ask("dp", with(Map.of("privacy_level", "dp")), Map.of());
    ask("unknown", Map.of("base_model", "no-such", "task", "lm-finetune"), Map.of());
    ask("data", with(Map.of("train_data_tags", List.of("ds-99"))), Map.of());
    ask("hash", with(Map.of()), Map.of("training_config_hash", "0".repeat(64)));
    ask("done", with(Map.of("steps", 2)), Map.of());
    ask("taken", with(Map.of("steps", 2)), Map.of());
    endOf("taken");
    Map<String, String> errors = new HashMap<>();
    shop.announcer.finished.forEach(
        end -> errors.put(end.getJobId(), String.valueOf(end.getError())));
    assertThat(errors.get("dp")).contains("privacy_level dp has no engine");
    assertThat(errors.get("unknown")).contains("base_model", "no-such");
    assertThat(errors.get("data")).contains("train_data_tags", "ds-99");
    assertThat(errors.get("hash")).contains("training_config_hash");
    assertThat(errors.get("done")).isEqualTo("null");
    assertThat(errors.get("taken")).contains("artifact_name", "is there already");
  }

  @Test
  void anExportJobWritesAModelInAFormatOfOthers() throws IOException {
    ask("model", with(Map.of("steps", 2)), Map.of());
    shop.jobs.requested(
        JobRequested.newBuilder(request("gguf", Map.of(), false))
            .setKind(JobKind.EXPORT)
            .setParameters(
                Map.of(
                    "model",
                    "text-nano-lm-pretrain-v1",
                    "format",
                    "gguf",
                    "precision",
                    "q8_0",
                    "artifact_name",
                    "text-nano-lm-pretrain-q8_0-v1"))
            .build());
    JobFinished end = endOf("gguf");
    assertThat(end.getError()).isNull();
    ArtifactZip.Content content =
        ArtifactZip.read(shop.modelStore.resolve(end.getResults().get("location")), 1 << 26);
    assertThat(content.parts().keySet()).contains("model.gguf");
  }

  private static Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> form = new HashMap<>(SMALL);
    form.putAll(more);
    return form;
  }

  private void ask(String id, Map<String, Object> form, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("form", CanonicalJson.write(form));
    shop.jobs.requested(request(id, parameters, false));
  }

  private static JobRequested request(
      String id, Map<String, String> parameters, boolean cancelled) {
    return JobRequested.newBuilder()
        .setJobId(id)
        .setKind(JobKind.TRAIN)
        .setParameters(parameters)
        .setActor("somebody")
        .setRequestedAt(Instant.EPOCH)
        .setCancelled(cancelled)
        .build();
  }

  /// Runs the loop on this thread until a job has ended.
  private JobFinished endOf(String id) {
    shop.announcer.onFinished =
        end -> {
          if (end.getJobId().equals(id)) {
            shop.gate.close();
          }
        };
    shop.loop(SmallWorkshop.settings(false, 1000)).run();
    return shop.announcer.finished.stream()
        .filter(end -> end.getJobId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Schema schema() throws IOException {
    Path file =
        Path.of(System.getProperty("factory.root"))
            .resolve("docs/reference/artifact_manifest.schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file));
  }
}
