package aifactory.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The two examples of the form's specification, and what is refused. The hashes are SHA-256 of the
/// texts beside them, made outside this code.
final class TrainingFormTest {
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
          "component", "inference",
          "base_model", "gpt-small-v1",
          "task", "lm-finetune",
          "max_seq_length", 1024,
          "learning_rate", 2e-5,
          "epochs", 3,
          "quantize", "int8");

  @Test
  void aVisionEncoderIsNamedAndRecordedAsSpecified() {
    TrainingForm form = TrainingForm.training(VISION);
    Map<String, Object> manifest = manifest(form, 768, Map.of());
    assertThat(manifest)
        .containsEntry("artifact_name", "vision-vit-base16-embed-v1")
        .containsEntry("base_model", "vit-base16")
        .containsEntry("task", "embed")
        .containsEntry("embedding_dim", 768)
        .containsEntry("precision", "fp16")
        .containsEntry("quantized", false);
    assertThat(Rfc8785.write(form.json()))
        .isEqualTo(
            "{\"base_model\":\"vit-base16\",\"batch_size\":256,\"component\":\"vision\","
                + "\"embedding_dim\":768,\"epochs\":10,\"learning_rate\":0.0003,"
                + "\"optimizer\":\"adamw\",\"precision\":\"fp16\",\"privacy_level\":\"none\","
                + "\"quantize\":\"none\",\"seed\":42,\"task\":\"embed\",\"weight_decay\":0.1}");
    assertThat(manifest)
        .containsEntry(
            "training_config_hash",
            "14a96e9273bc10c69e00812324bea21b8bb1bb0e3646ea808cd9ef5b9f22947f");
  }

  @Test
  void aQuantizedLanguageModelIsNamedAndRecordedAsSpecified() {
    TrainingForm form = TrainingForm.training(LANGUAGE);
    assertThat(manifest(form, 1024, Map.of("max_seq_length", 1024)))
        .containsEntry("artifact_name", "gpt-small-v1-lm-finetune-int8-v1")
        .containsEntry("quantized", true)
        .containsEntry("precision", "int8")
        .containsEntry("input_spec", Map.of("max_seq_length", 1024))
        .containsEntry(
            "training_config_hash",
            "bc8adc788902aee4ee2fc6479f371eb0a34a82131ccc5fbf580ea96cc2e18db1");
  }

  private static Map<String, Object> manifest(
      TrainingForm form, int width, Map<String, Integer> input) {
    return new ArtifactManifest(
            form.name().toString(),
            "v1",
            form,
            width,
            List.of("ds-1"),
            "Apache-2.0",
            Instant.EPOCH,
            NodeType.ENCODER,
            Map.of(),
            input,
            Map.of(),
            Map.of())
        .fields();
  }

  @Test
  void sayingADefaultChangesNothingAndAnyOtherValueChangesTheHash() {
    Map<String, Object> said = new HashMap<>(VISION);
    said.put("optimizer", "adamw");
    said.put("batch_size", 256.0);
    assertThat(TrainingForm.training(said).hash()).isEqualTo(TrainingForm.training(VISION).hash());
    said.put("epochs", 11);
    assertThat(TrainingForm.training(said).hash())
        .isNotEqualTo(TrainingForm.training(VISION).hash());
  }

  @Test
  void whatDoesNotExistYetIsRefusedByItsName() {
    refused("privacy_level", "dp", "dp does not exist yet");
    refused("privacy_level", "secure-agg", "secure-agg does not exist yet");
    refused("privacy_level", "some", "privacy level some is none of");
    refused("quantize", "qat", "qat does not exist yet");
    refused("quantize", "fp16", "quantizes nothing");
    refused("precision", "fp8", "precision fp8 is none of");
    refused("task", "sing", "task sing is none of");
    refused("colour", "red", "colour is not on the training form");
  }

  private static void refused(String name, String value, String why) {
    Map<String, Object> form = new HashMap<>(VISION);
    form.put(name, value);
    assertThatThrownBy(() -> TrainingForm.training(form))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
