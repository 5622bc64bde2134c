package aifactory.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aifactory.contract.bundle.BundleChecksum;
import aifactory.contract.bundle.BundleLayout;
import aifactory.contract.bundle.GenerationConfiguration;
import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.Checkpoint;
import aifactory.trainer.checkpoint.DurableFile;
import aifactory.trainer.engine.EngineSettings;
import aifactory.trainer.engine.LogitReader;
import aifactory.trainer.engine.ToyModel;
import aifactory.trainer.engine.TrainingEngine;
import aifactory.trainer.model.InitialWeights;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.tokenizer.SpecialToken;
import aifactory.trainer.tokenizer.TextEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {
  private static final EngineSettings ONE = EngineSettings.ofThreads(1);
  @TempDir private Path store;

  private static Checkpoint untrained(ModelConfiguration model, String tokenizerHash) {
    try (TrainingEngine engine = TrainingEngine.open(model, 3, ONE)) {
      engine.step(ToyModel.rows(1, 2, 17, model.vocabularySize()), 1e-3);
      return new Checkpoint(
          "run", model, engine.state(), 32, List.of(), 3, tokenizerHash, 1.0, null, null, "{}");
    }
  }

  private ExportedBundle export(Checkpoint checkpoint) {
    return new OnnxExporter(store, ONE, MatrixStorage.FP32)
        .export(checkpoint, TinyBundle.tokenizer().json(), TinyBundle.order());
  }

  @Test
  void aBundleIn8BitsIsSmallerAndTellsItsPerplexity() throws IOException {
    Checkpoint checkpoint = TinyBundle.trained(store, 200);
    Path whole = BundleLayout.resolve(store, export(checkpoint).location());
    ExportedBundle exported =
        new OnnxExporter(store, ONE, MatrixStorage.INT8)
            .export(checkpoint, TinyBundle.tokenizer().json(), TinyBundle.order());
    Path bundle = BundleLayout.resolve(store, exported.location());

    assertThat(Files.size(bundle.resolve("model.onnx.data")))
        .isLessThan(Files.size(whole.resolve("model.onnx.data")) * 7 / 10);
    JsonNode manifest =
        CanonicalJson.read(Files.readString(bundle.resolve(BundleLayout.MANIFEST)), JsonNode.class);
    assertThat(manifest.path("precision").asText()).isEqualTo("int8");
    assertThat(manifest.path("quantized").asBoolean()).isTrue();
    assertThat(manifest.path("parity").path("perplexity_ratio").asDouble())
        .isBetween(0.9, ExportParity.MAX_PERPLEXITY_CHANGE);
  }

  @Test
  void aBundleOfATrainedModelIsWholeAndComputesWhatTheTrainerDoes() throws IOException {
    Checkpoint checkpoint = TinyBundle.trained(store, 200);
    ExportedBundle exported = export(checkpoint);
    Path bundle = BundleLayout.resolve(store, exported.location());
    assertThat(BundleChecksum.of(bundle)).isEqualTo(exported.bundleId());
    assertThat(bundle.getFileName()).hasToString(exported.bundleId());
    assertThat(exported.parity().passed()).isTrue();
    assertThat(exported.parity().largestDifference()).isPositive().isLessThan(2e-4);
    GenerationConfiguration generation = GenerationConfiguration.read(bundle);
    assertThat(generation.eosTokenIds()).containsExactly(SpecialToken.END_OF_TEXT.id());
    assertThat(generation.parameters()).isEqualTo(checkpoint.model().parameters());
    JsonNode manifest =
        CanonicalJson.read(Files.readString(bundle.resolve(BundleLayout.MANIFEST)), JsonNode.class);
    assertThat(manifest.fieldNames())
        .toIterable()
        .contains(
            "artifact_name",
            "model_version",
            "base_model",
            "task",
            "embedding_dim",
            "quantized",
            "precision",
            "training_config_hash",
            "train_data_tags",
            "license",
            "created_at",
            "node_type",
            "privacy_level",
            "model_config",
            "input_spec",
            "training_config",
            "checkpoint_policy",
            "data_prep_profile");
    assertThat(manifest.path("lineage").path("checkpoint_hash").asText())
        .isEqualTo(checkpoint.hash());
  }

  @Test
  void theSameCheckpointGivesTheSameBundle() throws IOException {
    Checkpoint checkpoint = TinyBundle.trained(store, 2);
    ExportedBundle first = export(checkpoint);
    assertThat(export(checkpoint).bundleId()).isEqualTo(first.bundleId());
    try (Stream<Path> bundles = Files.list(store.resolve("bundles"))) {
      assertThat(bundles).hasSize(1);
    }
  }

  @Test
  void aDamagedBundleIsReplacedByTheNextExport() throws IOException {
    Checkpoint checkpoint = TinyBundle.trained(store, 2);
    Path bundle = BundleLayout.resolve(store, export(checkpoint).location());
    Files.delete(bundle.resolve(BundleLayout.TOKENIZER));
    export(checkpoint);
    assertThat(BundleChecksum.of(bundle)).isEqualTo(bundle.getFileName().toString());
  }

  @Test
  void anUntiedHeadAndSeveralKeyValueHeadsKeepParity() {
    ModelConfiguration model =
        new ModelConfiguration("untied", 300, 96, 3, 6, 3, 80, 48, 500_000, 1e-6, false);
    assertThat(export(untrained(model, TinyBundle.tokenizer().hash())).parity().passed()).isTrue();
  }

  @Test
  void nanoKeepsParity() {
    ExportedBundle nano =
        export(untrained(ModelConfiguration.nano(2048), TinyBundle.tokenizer().hash()));
    assertThat(nano.parity().largestDifference()).isLessThan(ExportParity.FP32_TOLERANCE / 5);
  }

  @Test
  void anotherTokenizerIsRefusedAndNothingIsLeft() {
    assertThatThrownBy(() -> export(untrained(TinyBundle.model(320), "0".repeat(64))))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("tokenizer");
    assertThat(store.resolve("bundles")).doesNotExist();
  }

  @Test
  void aBundleOfOtherWeightsDoesNotPassParity() throws IOException {
    ExportedBundle exported = export(TinyBundle.trained(store, 2));
    Path bundle = BundleLayout.resolve(store, exported.location());
    ModelConfiguration model = TinyBundle.model(320);
    try (LogitReader other = LogitReader.open(model, InitialWeights.of(model, 99), ONE)) {
      assertThat(ExportParity.measure(other, bundle, 1).passed()).isFalse();
    }
  }

  @Test
  void theScorerAgreesWithTheTrainersLoss() throws IOException {
    Checkpoint checkpoint = TinyBundle.trained(store, 60);
    Path bundle = BundleLayout.resolve(store, export(checkpoint).location());
    try (TrainingEngine engine = TrainingEngine.open(checkpoint.model(), checkpoint.state(), ONE);
        TextEncoder encoder = TextEncoder.open(bundle.resolve(BundleLayout.TOKENIZER));
        OnnxScorer scorer = OnnxScorer.open(bundle, 1)) {
      int[] ids = TinyBundle.document(encoder);
      int S = checkpoint.model().contextTokens();
      int[] window = Arrays.copyOf(ids, S);
      OnnxScorer.Score score = scorer.score(window);
      assertThat(score.tokens()).isEqualTo(S - 1);
      assertThat(score.nats() / score.tokens())
          .isCloseTo(engine.loss(new int[][] {window}), within(1e-4));
      // Longer than the context: every token but the first is scored exactly once.
      assertThat(ids.length).isGreaterThan(S);
      assertThat(scorer.score(ids).tokens()).isEqualTo(ids.length - 1);
      assertThat(scorer.score(ids).nats()).isCloseTo(byHand(engine, ids, S), within(1e-2));
      assertThat(scorer.score(new int[] {1}).tokens()).isZero();
      assertThat(scorer.score(new int[] {1}).nats()).isZero();
    }
  }

  /// The same windows through the trainer: half a context of overlap, each token once.
  private static double byHand(TrainingEngine engine, int[] ids, int S) {
    double nats = 0;
    for (int i = 1; i < ids.length; i++) {
      int start = 0;
      while (start + S <= i) {
        start += S / 2;
      }
      float[][] logits_TV = engine.logits(Arrays.copyOfRange(ids, start, i));
      float[] last_V = logits_TV[logits_TV.length - 1];
      double sum = 0;
      for (float logit : last_V) {
        sum += Math.exp(logit);
      }
      nats += Math.log(sum) - last_V[ids[i]];
    }
    return nats;
  }

  /// Rewrites the fixture that the inference service tests with: `./mvnw -pl trainer-service test
  /// -Dtest=OnnxExporterTest -Dtiny.bundle=DIRECTORY`.
  @Test
  @EnabledIfSystemProperty(named = "tiny.bundle", matches = ".+")
  void theCommittedFixtureIsWhatTheExporterWrites() throws IOException {
    String target = System.getProperty("tiny.bundle");
    ExportedBundle exported = export(TinyBundle.trained(store, 80));
    DurableFile.deleteTree(Path.of(target));
    Files.createDirectories(Path.of(target).toAbsolutePath().getParent());
    Files.move(BundleLayout.resolve(store, exported.location()), Path.of(target));
  }
}
