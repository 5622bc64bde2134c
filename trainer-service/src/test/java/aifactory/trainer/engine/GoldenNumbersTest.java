package aifactory.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aifactory.contract.manifest.CanonicalJson;
import aifactory.trainer.checkpoint.Safetensors;
import aifactory.trainer.model.ModelConfiguration;
import aifactory.trainer.model.Tensor;
import aifactory.trainer.model.TrainingState;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The Java-written program against an independent PyTorch implementation in double precision
/// (`src/test/golden/llama_reference.py`).
class GoldenNumbersTest {
  // Single against double precision; measured differences are below 3e-6.
  private static final double CLOSE = 2e-5;
  private static final Path GOLDEN = Path.of("src/test/golden");
  private final JsonNode report =
      CanonicalJson.read(Files.readString(GOLDEN.resolve("golden.json")), JsonNode.class);
  private final Map<String, Tensor> tensors =
      Safetensors.read(GOLDEN.resolve("golden.safetensors"));
  private final ModelConfiguration model =
      ModelConfiguration.fromJson(CanonicalJson.write(report.get("config")));
  private final int[][] rows = CanonicalJson.read(report.get("rows").toString(), int[][].class);

  GoldenNumbersTest() throws IOException {}

  private Map<String, Tensor> golden(String prefix) {
    Map<String, Tensor> found = new TreeMap<>();
    tensors.forEach((name, tensor) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), tensor);
      }
    });
    assertThat(found).hasSize(21);
    return found;
  }

  private TrainingEngine engine() {
    Map<String, Tensor> zeros = new TreeMap<>();
    golden("weights.")
        .forEach((name, tensor) ->
            zeros.put(name, new Tensor(tensor.shape(), new float[tensor.values().length])));
    TrainingState state = new TrainingState(golden("weights."), zeros, zeros, 0);
    return TrainingEngine.open(model, state, EngineSettings.ofThreads(1));
  }

  @Test
  void logitsEqualTheReference() {
    float[] expected = valuesOf(tensors, "logits");
    int V = model.vocabularySize();
    int T = rows[0].length - 1;
    try (TrainingEngine engine = engine()) {
      for (int b = 0; b < rows.length; b++) {
        float[][] logits_TV = engine.logits(Arrays.copyOf(rows[b], T));
        for (int t = 0; t < T; t++) {
          int from = (b * T + t) * V;
          close(
              "logits " + b + "," + t, Arrays.copyOfRange(expected, from, from + V), logits_TV[t]);
        }
      }
    }
  }

  @Test
  void lossEqualsTheReference() {
    try (TrainingEngine engine = engine()) {
      assertThat(engine.loss(rows)).isCloseTo(report.get("loss").asDouble(), within(CLOSE));
    }
  }

  @Test
  void everyGradientEqualsTheReference() {
    try (TrainingEngine engine = engine()) {
      Map<String, Tensor> gradients = engine.gradients(rows);
      Map<String, Tensor> expected = golden("gradients.");
      assertThat(gradients.keySet()).isEqualTo(expected.keySet());
      expected.forEach((name, tensor) -> close(name, tensor.values(), valuesOf(gradients, name)));
    }
  }

  @Test
  void tenUpdatesFollowTheReferenceCurve() {
    try (TrainingEngine engine = engine()) {
      for (int i = 0; i < report.get("losses").size(); i++) {
        StepResult result = engine.step(rows, report.get("learningRate").asDouble());
        assertThat(result.step()).isEqualTo(i + 1);
        assertThat(result.loss())
            .isCloseTo(report.get("losses").get(i).asDouble(), within(10 * CLOSE));
        assertThat(result.gradientNorm())
            .isCloseTo(report.get("gradientNorms").get(i).asDouble(), within(50 * CLOSE));
      }
      // Adam divides by a root of tiny numbers, which magnifies rounding: a looser bound.
      Map<String, Tensor> weights = engine.state().weights();
      golden("final.")
          .forEach(
              (name, tensor) -> close(name, tensor.values(), valuesOf(weights, name), 100 * CLOSE));
    }
  }

  private static float[] valuesOf(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name).values();
  }

  private static void close(String what, float[] expected, float[] actual) {
    close(what, expected, actual, CLOSE);
  }

  private static void close(String what, float[] expected, float[] actual, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as(what + " " + i).isCloseTo(expected[i], within(tolerance));
    }
  }
}
