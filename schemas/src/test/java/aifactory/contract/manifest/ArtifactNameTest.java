package aifactory.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArtifactNameTest {
  @Test
  void aNameIsReadIntoItsPartsAndPrintedBack() {
    ArtifactName name = ArtifactName.parse("vision-vit-base16-embed-v1");
    assertThat(name)
        .isEqualTo(
            new ArtifactName(
                "vision", "vit-base16", "embed", Optional.empty(), 1, Optional.empty()));
    assertThat(name).hasToString("vision-vit-base16-embed-v1");

    ArtifactName tuned = ArtifactName.parse("gpt-small-v1-lm-finetune-int8-v2");
    assertThat(tuned.component()).isEqualTo("inference");
    assertThat(tuned.baseModel()).isEqualTo("gpt-small-v1");
    assertThat(tuned.precision()).contains(Precision.INT8);
    assertThat(tuned.major()).isEqualTo(2);
    assertThat(tuned).hasToString("gpt-small-v1-lm-finetune-int8-v2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sensing-camera-preproc-v1",
        "sensing-audio-preproc-v1",
        "sensing-iot-normalizer-v1",
        "vit-base16-embed-v1",
        "resnet50-proj-v1",
        "wav2vec2-base-embed-v1",
        "hubert-large-embed-v1",
        "sbert-all-mpnet-v1",
        "snn-dvs-embed-v1",
        "gpt-small-v1",
        "gpt-medium-v1",
        "gpt-large-v1",
        "yolox-s-intel-v1",
        "fasterrcnn-res50-v1",
        "spiking-lm-core-v1",
        "multimodal-ensemble-v1",
        "rag-lite-v1",
        "planner-rl-ppo-v1",
        "motor-controller-dnn-v1",
        "milvus-schema-v1",
        "minio-log-schema-v1",
        "trainer-ddp-manager-v1",
        "federator-agg-v1",
        "result-aggregator-v1",
        "auth-service-v1",
        "monitoring-stack-v1",
        "gpt-small-v1-lm-finetune-v1"
      })
  void everyNameOfTheArtifactListIsTaken(String listed) {
    assertThat(ArtifactName.parse(listed)).hasToString(listed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vit",
        "vision-vit-base16-embed",
        "vision-vit-base16-embed-v0",
        "vision-embed-v1",
        "Vision-vit-base16-embed-v1",
        "vision-vit-base16-eats-v1",
        "pictures-vit-embed-v1",
        "vision--vit-embed-v1",
        "nothing-v1-lm-finetune-v1",
        "../vision-vit-embed-v1"
      })
  void badNamesAreRefused(String bad) {
    assertThatThrownBy(() -> ArtifactName.parse(bad))
        .hasMessageContaining("artifact name \"" + bad);
  }

  @Test
  void whatNobodyNamedHasANameThatNothingElseHas() {
    Instant now = Instant.parse("2026-01-02T03:04:05.123456Z");
    String first = ArtifactName.automatic(NodeType.INFERENCE, "lm", "Nano 1", "nano-7f77", now);
    String second = ArtifactName.automatic(NodeType.INFERENCE, "lm", "Nano 1", "nano-7f77", now);
    assertThat(first)
        .startsWith("inference.lm.nano-1.nano-7f77.20260102t0304")
        .isNotEqualTo(second);
    assertThat(ArtifactName.checked(first)).isEqualTo(first);
  }
}
