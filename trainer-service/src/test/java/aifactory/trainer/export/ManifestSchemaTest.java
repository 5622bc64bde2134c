package aifactory.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.manifest.ArtifactName;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.contract.manifest.NodeType;
import aifactory.contract.manifest.Rfc8785;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.portable.ForeignModels;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Manifests as they are written, against the published schema.
final class ManifestSchemaTest {
  private static final List<String> FORM =
      List.of(
          "training_config",
          "model_config",
          "input_spec",
          "checkpoint_policy",
          "data_prep_profile");
  @TempDir Path home;

  private static Schema schema() throws IOException {
    Path file =
        Path.of(System.getProperty("factory.root"))
            .resolve("docs/reference/artifact_manifest.schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file));
  }

  @Test
  void aBundlesManifestHoldsAndItsHashIsThatOfItsStoredForm() throws IOException {
    Checkpoint checkpoint = TinyBundle.trained(home, 2);
    ExportedBundle exported =
        new OnnxExporter(home, EngineSettings.ofThreads(1), MatrixStorage.FP32)
            .export(checkpoint, TinyBundle.tokenizer().json(), TinyBundle.order());
    JsonNode manifest = CanonicalJson.read(exported.manifest(), JsonNode.class);
    assertThat(schema().validate(manifest)).isEmpty();
    assertThat(manifest.path("training_config_hash").asText())
        .isEqualTo(Rfc8785.hash(manifest.path("training_config")));
    assertThat(manifest.path("training_config").path("hidden_size").asInt())
        .isEqualTo(checkpoint.model().width());
  }

  @Test
  void anExportsManifestSaysWhatItsWeightsAre() throws IOException {
    ArtifactPapers papers = new ArtifactPapers("", NodeType.INFERENCE, InstantSource.system());
    for (String type : List.of("F32", "F16", "Q8_0", "Q4_K")) {
      JsonNode manifest = export(papers, type);
      assertThat(schema().validate(manifest)).as(type).isEmpty();
      assertThat(manifest.path("quantized").asBoolean()).isEqualTo(type.startsWith("Q"));
      assertThat(manifest.path("training_config_hash").asText())
          .isEqualTo(Rfc8785.hash(manifest.path("training_config")));
      String name = manifest.path("artifact_name").asText();
      assertThat(ArtifactName.checked(name)).isEqualTo(name);
    }
  }

  @Test
  void theSchemaRefusesWhatIsMissingOrContradictsItself() throws IOException {
    ArtifactPapers papers =
        new ArtifactPapers("gpt-small-v1", NodeType.TRAINER, InstantSource.system());
    ObjectNode sound = (ObjectNode) export(papers, "Q4_0");
    assertThat(sound.path("artifact_name").asText()).isEqualTo("gpt-small-v1");
    assertThat(sound.path("node_type").asText()).isEqualTo("trainer");
    Schema schema = schema();
    for (String field : FORM) {
      assertThat(schema.validate(sound.deepCopy().without(field))).as(field).hasSize(1);
    }
    assertThat(schema.validate(sound.deepCopy().put("quantized", false))).isNotEmpty();
    assertThat(schema.validate(sound.deepCopy().put("precision", "fp8"))).isNotEmpty();
    assertThat(schema.validate(sound.deepCopy().put("license", ""))).isNotEmpty();
    assertThat(schema.validate(sound.deepCopy().put("created_at", "yesterday"))).isNotEmpty();
    assertThat(schema.validate(sound.deepCopy().put("node_type", "lm-inference"))).isNotEmpty();
    assertThat(schema.validate(sound.deepCopy().put("artifact_name", "Nano"))).isNotEmpty();
  }

  private JsonNode export(ArtifactPapers papers, String type) throws IOException {
    Path out = home.resolve(type);
    new PortableExport(1, papers)
        .export(
            ForeignModels.all().getFirst(), new PortableExport.Order(ExportFormat.GGUF, type), out);
    return CanonicalJson.read(Files.readString(out.resolve(BundleLayout.MANIFEST)), JsonNode.class);
  }
}
